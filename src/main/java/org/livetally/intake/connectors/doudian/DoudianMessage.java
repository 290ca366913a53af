package org.livetally.intake.connectors.doudian;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Drafts;
import org.livetally.intake.connectors.platform.HookJson;
import org.livetally.intake.connectors.platform.Option;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Signatures;
import org.livetally.intake.connectors.platform.UnreadableException;

/**
 * One message of a delivery. Orders are known from the moment they are paid: what Doudian says of an order before has
 * no amount, so a cancellation, which comes before the payment, has nothing to take back.
 */
final class DoudianMessage {
    static final Option UNIT = new Option("unit", "fen", List.of("fen", "yuan"));
    static final Option COD = new Option("cod", "ignore", List.of("ignore", "count"));
    static final Option SKU = new Option("sku", "doudian", List.of());

    static final String GREETING = "0";
    static final String PAID = "101";
    private static final String CREATED = "100";
    private static final String CANCELLED = "106";
    private static final String REFUNDED = "206";
    /** A refund by Doudian itself, whose id no source names. */
    private static final String SPECIAL_REFUND = "225";

    private static final String CURRENCY = "CNY";
    private static final int FEN_DIGITS = 2;
    private static final String ON_DELIVERY = "0";

    private final String tag;
    private final HookJson data;

    /** @throws UnreadableException if it has no tag, or its data is not JSON */
    DoudianMessage(HookJson element) throws UnreadableException {
        tag = element.required("tag");
        HookJson sent = element.at("data");
        String text = sent.text();
        data = text == null ? sent : HookJson.parse(Signatures.utf8(text));
    }

    /** The messages of a body: an array of them, or a single one. */
    static List<HookJson> elements(HookJson body) {
        return body.isArray() ? body.items() : List.of(body);
    }

    /** The order that it is about; null if none. */
    @Nullable
    String reference() {
        String order = data.text("p_id");
        return order == null ? null : Drafts.fit(order);
    }

    /** Why it counts for nothing; null if it counts. */
    @Nullable
    Reason ignored(Shop shop) {
        Reason other = switch (tag) {
            case PAID, REFUNDED -> shop.otherCurrency(CURRENCY);
            case GREETING -> Rule.HOOK_GREETING.reason();
            case CREATED -> Rule.HOOK_UNPAID.reason();
            case CANCELLED -> Rule.HOOK_NOTHING.reason();
            case SPECIAL_REFUND -> Rule.HOOK_UNVERIFIED.reason(tag);
            default -> Rule.HOOK_TOPIC.reason(Drafts.fit(tag));
        };
        if (other != null) {
            return other;
        }
        String domain = shop.domain();
        String from = data.text("shop_id");
        if (domain != null && !domain.equals(from)) {
            return Rule.HOOK_DOMAIN.reason(from == null ? "" : Drafts.fit(from), domain);
        }
        boolean onDelivery = tag.equals(PAID) && ON_DELIVERY.equals(data.text("pay_type"));
        return onDelivery && shop.option(COD).equals(COD.initial()) ? Rule.HOOK_UNPAID.reason() : null;
    }

    /** What is recorded of a message that counts. */
    List<JsonObject> messages(Shop shop) throws UnreadableException {
        String order = Drafts.fit("doudian-" + data.required("p_id"));
        if (tag.equals(REFUNDED)) {
            String id = Drafts.fit("doudian-as-" + data.required("aftersale_id"));
            return List.of(Drafts.refund(
                    shop, id, order, amount("refund_amount", shop), Drafts.seconds(data, "success_time")));
        }
        data.required("pay_type");
        long paidAt = Drafts.seconds(data, "pay_time");
        long orderedAt = data.at("create_time").isMissing() ? paidAt : Drafts.seconds(data, "create_time");
        Drafts.Line line = new Drafts.Line(shop.option(SKU), 1, amount("pay_amount", shop));
        return List.of(
                Drafts.order(shop, order, orderedAt, null, List.of(line)),
                Drafts.payment(shop, Drafts.fit(order + "-paid"), order, paidAt));
    }

    private long amount(String field, Shop shop) throws UnreadableException {
        return data.minor(field, shop.option(UNIT).equals(UNIT.initial()) ? 0 : FEN_DIGITS);
    }
}
