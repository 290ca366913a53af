package org.livetally.intake.files;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a column of a file can hold, and the headers by which it is found, the best one first. */
@SuppressWarnings("ImmutableEnumChecker") // its list is an immutable copy
enum Field {
    ORDER_ID(
            "orderId",
            "订单号 订单编号 主订单编号 主订单号 订单id 交易号 交易编号 流水号 小票号 单据号 单号 orderid orderno ordernumber order# order"
                    + " receiptno receiptnumber receipt transactionid id"),
    /** The value of a line, as paid. */
    AMOUNT(
            "amount",
            "实付金额 实收金额 应付金额 成交金额 金额 实付 实收 小计 商品总价 总价 amount paidamount amountpaid lineamount linetotal subtotal"),
    /** The value of one unit. */
    PRICE("price", "单价 商品单价 价格 售价 price unitprice itemprice"),
    /** The value of a whole order, in its first row. */
    TOTAL("total", "订单实付金额 订单应付金额 订单金额 订单总额 订单总价 ordertotal orderamount total"),
    QTY("qty", "数量 商品数量 购买数量 件数 qty quantity itemquantity units"),
    SKU("sku", "sku sku编码 商家编码 商品编码 规格编码 货号 商品条码 条码 商品编号 skuid itemsku productcode itemcode barcode"),
    /** Stands for a sku where there is none. */
    NAME("name", "商品名称 选购商品 商品标题 商品 品名 productname itemname product item"),
    AT(
            "at",
            "下单时间 订单提交时间 订单创建时间 创建时间 交易时间 成交时间 销售时间 时间 日期 createdat orderdate ordertime datetime date time at"
                    + " soldat 付款时间 支付时间 支付完成时间 买家付款时间 paidat"),
    PAID_AT("paidAt", "付款时间 支付时间 支付完成时间 买家付款时间 paidat datepaid paymenttime"),
    STATUS("status", "订单状态 交易状态 支付状态 付款状态 状态 orderstatus financialstatus paymentstatus status"),
    /** An id, never a name or an address. */
    BUYER("buyer", "买家id 会员号 会员编号 客户编号 buyerid customerid memberid buyer"),
    CITY("city", "收货城市 城市 市 shippingcity city"),
    PROVINCE("province", "收货省份 省份 省 shippingprovince province"),
    GROUP("group", "团体 社区 部门 小组 group team"),
    CHANNEL("channel", "销售渠道 渠道 订单来源 channel"),
    HOST("host", "主播 主播名称 host"),
    /** Must be the stream's. */
    CURRENCY("currency", "币种 货币 currency");

    private final String wire;
    private final List<String> headers;

    Field(String wire, String headers) {
        this.wire = wire;
        this.headers = List.of(headers.split(" ", -1));
    }

    /** The name in a mapping. */
    String wire() {
        return wire;
    }

    /** How well a header names this field, from 0 for the best; -1 if it does not. */
    int match(HeaderName header) {
        return headers.indexOf(header.name());
    }

    /** Whether the column holds money. */
    boolean isMoney() {
        return this == AMOUNT || this == PRICE || this == TOTAL;
    }

    /** The field with this name in a mapping; null if there is none. */
    static @Nullable Field named(String wire) {
        for (Field field : values()) {
            if (field.wire.equals(wire)) {
                return field;
            }
        }
        return null;
    }
}
