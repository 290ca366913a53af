package org.livetally.intake.files;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The order exports of shops, known by headers that no other file has. Their ids are those of the shops' webhooks, so
 * that what came by one way is known when it comes by the other.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are immutable copies
enum Preset {
    /** Admin, Orders, Export: the rows of an order have its number, and only the first one its id. */
    SHOPIFY(
            "shopify-",
            "Financial Status,Lineitem quantity,Lineitem price,Id",
            "orderId=Id,total=Subtotal,price=Lineitem price,qty=Lineitem quantity,sku=Lineitem sku,name=Lineitem name,"
                    + "status=Financial Status,at=Created at,paidAt=Paid at,currency=Currency,city=Shipping City"),
    /** Advanced Order Export for WooCommerce, a row for each item. */
    WOOCOMMERCE(
            "woo-",
            "Order Number,Order Status,Order Date,Item Cost",
            "orderId=Order Number,amount=Order Line (w/o tax),price=Item Cost,qty=Quantity,qty=Quantity (- Refund),sku=SKU,"
                    + "name=Name,name=Item Name,status=Order Status,at=Order Date,currency=Order Currency,"
                    + "city=City (Shipping),city=City (Billing)"),
    DOUDIAN(
            "doudian-",
            "主订单编号,子订单编号,订单应付金额",
            "orderId=主订单编号,amount=订单应付金额,qty=商品数量,sku=商家编码,name=选购商品,status=订单状态,at=订单提交时间,"
                    + "paidAt=支付完成时间,city=市,province=省"),
    /** Its headers are from memory; what is named otherwise is found as in any file. */
    YOUZAN("youzan-", "订单号,买家付款时间", "orderId=订单号,status=订单状态,at=订单创建时间,paidAt=买家付款时间");

    private final String idPrefix;
    private final Set<String> signs;
    private final List<String[]> columns;

    Preset(String idPrefix, String signs, String columns) {
        this.idPrefix = idPrefix;
        this.signs = Set.of(signs.split(",", -1));
        this.columns = List.of(columns.split(",", -1)).stream()
                .map(column -> column.split("=", 2))
                .collect(Collectors.toList());
    }

    /** The preset of a file with these headers; null if it is none of these exports. */
    static @Nullable Preset of(List<String> header) {
        for (Preset preset : values()) {
            if (header.containsAll(preset.signs)) {
                return preset;
            }
        }
        return null;
    }

    String idPrefix() {
        return idPrefix;
    }

    /** Whether its amounts are known to count the major unit. */
    boolean isCertain() {
        return this != YOUZAN;
    }

    /** Whether only the first row of an order names its id. */
    boolean continuesBlankIds() {
        return this == SHOPIFY;
    }

    /** Its columns among these headers. */
    Map<Field, String> columns(List<String> header) {
        Map<Field, String> found = new EnumMap<>(Field.class);
        for (String[] column : columns) {
            Field field = Field.named(column[0]);
            if (field != null && header.contains(column[1])) {
                found.putIfAbsent(field, column[1]);
            }
        }
        return found;
    }
}
