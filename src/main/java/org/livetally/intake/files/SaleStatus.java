package org.livetally.intake.files;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What has become of an order of a file. */
enum SaleStatus {
    PLACED("待付款 待支付 未付款 未支付 pending authorized partially_paid on-hold unpaid placed"),
    PAID("已付款 已支付 支付成功 待发货 备货中 部分发货 已发货 已签收 已收货 已完成 交易成功 交易完成 paid complete completed processing success"
            + " succeeded fulfilled partially_refunded"),
    /** Paid, and paid back as a whole. */
    REFUNDED("已退款 全额退款 refunded"),
    /** Ended without a payment. */
    CANCELLED("已取消 已关闭 交易关闭 cancelled canceled voided expired failed closed");

    private static final Map<String, SaleStatus> WORDS = words();

    private final String words;

    SaleStatus(String words) {
        this.words = words;
    }

    private static Map<String, SaleStatus> words() {
        Map<String, SaleStatus> all = new TreeMap<>();
        for (SaleStatus status : values()) {
            for (String word : status.words.split(" ", -1)) {
                all.put(word, status);
            }
        }
        return all;
    }

    /** The name in a mapping. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status with this name; null if there is none. */
    static @Nullable SaleStatus named(String wire) {
        for (SaleStatus status : values()) {
            if (status.wire().equals(wire)) {
                return status;
            }
        }
        return null;
    }

    /** What a word of exports means, in lower case; null if that is unknown. */
    static @Nullable SaleStatus meant(String word) {
        return WORDS.get(word);
    }
}
