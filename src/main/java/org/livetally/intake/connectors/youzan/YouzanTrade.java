package org.livetally.intake.connectors.youzan;

import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Drafts;
import org.livetally.intake.connectors.platform.HookJson;
import org.livetally.intake.connectors.platform.Money;
import org.livetally.intake.connectors.platform.OrderLines;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Signatures;
import org.livetally.intake.connectors.platform.UnreadableException;

/**
 * A trade as it is in {@code msg}, the signed part of a delivery.
 *
 * <p>Youzan numbers the versions of a trade and says that the newest counts. That needs no memory here: a trade becomes
 * messages only when it is paid or closed, and those have the same ids in every version.
 */
final class YouzanTrade {
    /** Amounts are decimal yuan. */
    static final String CURRENCY = "CNY";

    private static final int CURRENCY_DIGITS = 2;
    private static final String CLOSED = "TRADE_CLOSED";

    /** Times are written without their offset. */
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(CHINA);

    private final HookJson trade;
    private final HookJson info;
    private final String tid;

    private YouzanTrade(HookJson trade) throws UnreadableException {
        this.trade = trade;
        info = trade.at("order_info");
        tid = info.required("tid");
    }

    /**
     * Reads {@code msg}, which is URL-encoded at most senders.
     *
     * @throws UnreadableException if no trade is in it
     */
    static YouzanTrade of(String message) throws UnreadableException {
        try {
            String text = message.startsWith("{") ? message : URLDecoder.decode(message, StandardCharsets.UTF_8);
            return new YouzanTrade(HookJson.parse(Signatures.utf8(text)).at("full_order_info"));
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(Rule.HOOK_FORM.reason("msg"));
        }
    }

    /** What people know the trade by. */
    String reference() {
        return Drafts.fit(tid);
    }

    boolean isPaid() {
        String time = info.text("pay_time");
        return time != null && !time.isEmpty();
    }

    boolean isClosed() {
        return CLOSED.equals(info.text("status"));
    }

    List<JsonObject> paid(Shop shop) throws UnreadableException {
        long paidAt = time("pay_time");
        HookJson address = trade.at("address_info");
        JsonObject buyer = Drafts.buyer(null, address.text("delivery_city"), address.text("delivery_province"));
        return List.of(
                Drafts.order(
                        shop, id(""), info.text("created") == null ? paidAt : time("created"), buyer, lines().lines()),
                Drafts.payment(shop, id("-paid"), id(""), paidAt));
    }

    /** A trade that is closed after it was paid got all its money back. */
    JsonObject refund(Shop shop) throws UnreadableException {
        return Drafts.refund(
                shop,
                id("-closed"),
                id(""),
                lines().sum(),
                time(info.text("update_time") == null ? "pay_time" : "update_time"));
    }

    private String id(String suffix) {
        return Drafts.fit("youzan-" + tid + suffix);
    }

    private OrderLines lines() throws UnreadableException {
        OrderLines lines = new OrderLines();
        for (HookJson item : trade.at("orders").items()) {
            long qty = item.at("num").isMissing() ? 1 : OrderLines.quantity("num", item.text("num"));
            lines.add("payment", sku(item), qty, Money.amount("payment", item.text("payment"), CURRENCY_DIGITS));
        }
        if (lines.lines().isEmpty()) {
            throw new UnreadableException(Rule.HOOK_FIELD.reason("orders"));
        }
        return lines;
    }

    /** The shop's own code of a product, else what Youzan calls it. */
    private static String sku(HookJson item) throws UnreadableException {
        for (String field : new String[] {"outer_sku_id", "sku_id", "item_id"}) {
            String sku = item.text(field);
            if (sku != null && !sku.isBlank() && !sku.equals("0")) { // 0: the product has no variants
                return sku;
            }
        }
        return item.required("title");
    }

    private long time(String field) throws UnreadableException {
        try {
            return LocalDateTime.parse(info.required(field), TIME)
                    .toInstant(CHINA)
                    .toEpochMilli();
        } catch (DateTimeException e) {
            throw new UnreadableException(Rule.HOOK_FORM.reason(field));
        }
    }
}
