package org.livetally.intake.connectors.platform;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Sha256;
import org.livetally.domain.Text;
import org.livetally.domain.rule.Rule;
import org.livetally.wire.LinesJson;
import org.livetally.wire.MessageLimits;

/** Messages as platforms' orders become them, in the form that {@code POST /api/orders} takes and checks. */
public final class Drafts {
    /** Longer ids keep so many characters of a hash instead of their tail. */
    private static final int HASH_CHARACTERS = 16;
    /** The sku of what exceeds the lines of an order. */
    public static final String MORE = "_more";

    public static final String SHIPPING = "_shipping";
    public static final String TAX = "_tax";
    public static final String TIP = "_tip";

    private Drafts() {}

    /**
     * One line of an order.
     *
     * @param sku the product, as the shop names it
     * @param amount minor units for the whole line, as paid
     */
    public record Line(String sku, long qty, long amount) {}

    /**
     * An order that is only placed: its payment is a message of its own.
     *
     * @throws UnreadableException if the lines add up to more than a long holds
     */
    public static JsonObject order(Shop shop, String id, long at, @Nullable JsonObject buyer, List<Line> lines)
            throws UnreadableException {
        JsonObject order = message("order", shop, id, at);
        if (shop.channel() != null) {
            order.put("channel", shop.channel());
        }
        if (buyer != null && !buyer.isEmpty()) {
            order.put("buyer", buyer);
        }
        JsonArray array = new JsonArray();
        for (Line line : within(lines)) {
            array.add(new JsonObject()
                    .put("sku", fit(line.sku))
                    .put("qty", line.qty)
                    .put("amount", line.amount));
        }
        return order.put("lines", array).put("status", "placed");
    }

    public static JsonObject payment(Shop shop, String id, String order, long at) {
        return message("payment", shop, id, at).put("order", order);
    }

    public static JsonObject cancellation(Shop shop, String id, String order, long at) {
        return message("cancellation", shop, id, at).put("order", order);
    }

    /** @param amount minor units, more than 0 */
    public static JsonObject refund(Shop shop, String id, String order, long amount, long at) {
        return message("refund", shop, id, at).put("order", order).put("amount", amount);
    }

    private static JsonObject message(String type, Shop shop, String id, long at) {
        return new JsonObject()
                .put("type", type)
                .put("id", id)
                .put("stream", shop.stream())
                .put("at", at);
    }

    /** What a shop allows beyond the most lines of an order becomes one line. */
    private static List<Line> within(List<Line> lines) throws UnreadableException {
        if (lines.size() <= LinesJson.MAX_LINES) {
            return lines;
        }
        List<Line> kept = new ArrayList<>(lines.subList(0, LinesJson.MAX_LINES - 1));
        List<Line> more = lines.subList(kept.size(), lines.size());
        try {
            kept.add(new Line(
                    MORE,
                    more.stream().mapToLong(Line::qty).reduce(0, Math::addExact),
                    more.stream().mapToLong(Line::amount).reduce(0, Math::addExact)));
        } catch (ArithmeticException e) {
            throw new UnreadableException(Rule.HOOK_FORM.reason("lines"));
        }
        return kept;
    }

    /** A buyer of whom only what is known is said. */
    public static JsonObject buyer(@Nullable String id, @Nullable String city, @Nullable String province) {
        JsonObject buyer = new JsonObject();
        if (id != null && !Text.normal(id).isEmpty()) {
            buyer.put("id", fit(id));
        }
        putText(buyer, "city", city);
        putText(buyer, "province", province);
        return buyer;
    }

    private static void putText(JsonObject into, String field, @Nullable String text) {
        String clean = text == null ? "" : clean(text);
        if (!Text.normal(clean).isEmpty()) {
            into.put(field, clean);
        }
    }

    /** Without control characters, and cut to what a message takes. */
    private static String clean(String text) {
        return text.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .limit(MessageLimits.MAX_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    /** An id or a sku that a message takes: what is too long ends in a hash of the whole. */
    public static String fit(String id) {
        String clean = clean(id);
        if (clean.equals(id)) {
            return id;
        }
        int kept = Math.min(clean.length(), MessageLimits.MAX_NAME - HASH_CHARACTERS - 1);
        return clean.substring(0, kept) + "-" + Sha256.hex(Signatures.utf8(id)).substring(0, HASH_CHARACTERS);
    }

    /**
     * Epoch milliseconds of a time with an offset, such as {@code 2025-01-23T23:10:15-05:00}.
     *
     * @throws UnreadableException if it is no such time
     */
    public static long time(String field, @Nullable String text) throws UnreadableException {
        try {
            if (text != null) {
                return OffsetDateTime.parse(text).toInstant().toEpochMilli();
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new UnreadableException(Rule.HOOK_TIME.reason(field, HookJson.brief(text)));
        }
        throw new UnreadableException(Rule.HOOK_FIELD.reason(field));
    }

    /**
     * Epoch milliseconds of a time in epoch seconds.
     *
     * @throws UnreadableException if the field is missing, or no such time
     */
    public static long seconds(HookJson object, String field) throws UnreadableException {
        String text = object.required(field);
        if (!text.matches("[0-9]{1,12}")) {
            throw new UnreadableException(Rule.HOOK_FORM.reason(field));
        }
        return Long.parseLong(text) * 1_000;
    }
}
