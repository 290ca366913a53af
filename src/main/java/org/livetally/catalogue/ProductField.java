package org.livetally.catalogue;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Text;
import org.livetally.domain.rule.Rule;
import org.livetally.http.FieldRules;
import org.livetally.http.Problem;
import org.livetally.tables.Column;
import org.livetally.wire.MessageLimits;

/**
 * What a catalogue may say of a product, apart from its sku: the name on the wire, which is also the column of a table,
 * and the rule. JSON holds the fields in this order. A name {@code numbered.first} is the field {@code first} of an
 * object {@code numbered}.
 *
 * <p>Amounts are minor units. An empty text is no value.
 */
public enum ProductField {
    NAME("name", Kind.LABEL, 1, 100),
    /** Empty if it is left out, so a product always has one. */
    UNIT("unit", Kind.TEXT, 0, 20),
    /** Price elsewhere for each unit, for comparison. */
    RETAIL_PRICE("retailPrice", Kind.INTEGER, 0, Limits.AMOUNT),
    /** Price in the stream for each unit; without it the audience cannot order the product. */
    PRICE("price", Kind.INTEGER, 0, Limits.AMOUNT),
    CATEGORY("category", Kind.LABEL, 1, MessageLimits.MAX_NAME),
    SERIES("series", Kind.LABEL, 1, MessageLimits.MAX_NAME),
    /** The specification, for example {@code 500 g}. */
    SPEC("spec", Kind.TEXT, 0, 100),
    ORIGIN("origin", Kind.LABEL, 1, MessageLimits.MAX_NAME),
    /** The geographical indication (地理标志). */
    MARK("mark", Kind.LABEL, 1, MessageLimits.MAX_NAME),
    SUPPLIER("supplier", Kind.LABEL, 1, MessageLimits.MAX_NAME),
    SELLING_POINTS("sellingPoints", Kind.TEXT, 0, 500),
    /** What a test or a jury says of it. */
    ASSESSMENT("assessment", Kind.TEXT, 0, 500),
    IMAGE("image", Kind.ADDRESS, 1, 500),
    /** What there is of it when it is first named. */
    STOCK("stock", Kind.INTEGER, 0, Limits.COUNT),
    /** What stands before each number of a numbered item. */
    NUMBERED_PREFIX("numbered.prefix", Kind.TEXT, 0, 20),
    NUMBERED_FIRST("numbered.first", Kind.INTEGER, 0, Limits.COUNT),
    NUMBERED_LAST("numbered.last", Kind.INTEGER, 0, Limits.COUNT),
    /** The fund that the levy of each unit goes to. */
    LEVY_FUND("levy.fund", Kind.LABEL, 1, MessageLimits.MAX_NAME),
    LEVY_AMOUNT("levy.amount", Kind.INTEGER, 1, Limits.LEVY);

    /** Must be there if the object is there that they are fields of. */
    private static final Set<ProductField> REQUIRED =
            EnumSet.of(NAME, UNIT, NUMBERED_FIRST, NUMBERED_LAST, LEVY_FUND, LEVY_AMOUNT);

    private static final Pattern OWN_IMAGE =
            Pattern.compile("(?:/api/streams/[a-z0-9][a-z0-9-]{0,62})?/images/[^\\s\\\\]+");

    private enum Kind {
        /** Text as it was typed. */
        TEXT,
        /** Text that names something, in its {@linkplain Text normal form}. */
        LABEL,
        /** Where a picture is: a URL, or a path of this server. */
        ADDRESS,
        INTEGER
    }

    private static final class Limits {
        static final long AMOUNT = 1_000_000_000_000L;
        static final long COUNT = 1_000_000_000;
        /** So that what a fund gets stays exact: 2^53 is the levy of nine thousand million units. */
        static final long LEVY = 1_000_000;

        private Limits() {}
    }

    private final String wire;
    private final String object;
    private final String leaf;
    private final Kind kind;
    private final long min;
    private final long max;

    ProductField(String wire, Kind kind, long min, long max) {
        int dot = wire.indexOf('.');
        this.wire = wire;
        this.object = wire.substring(0, Math.max(dot, 0));
        this.leaf = wire.substring(dot + 1);
        this.kind = kind;
        this.min = min;
        this.max = max;
    }

    /** The name on the wire, with the name of its object before it: {@code levy.amount}. */
    public String wire() {
        return wire;
    }

    /** The name of the object within the product that holds this field; empty if the product does. */
    String object() {
        return object;
    }

    /** Whether the value is an integer; otherwise it is text. */
    boolean isInteger() {
        return kind == Kind.INTEGER;
    }

    /** Its column in tables of products. */
    public Column<JsonObject> column() {
        boolean isMoney = this == RETAIL_PRICE || this == PRICE || this == LEVY_AMOUNT;
        return new Column<>(wire, isMoney, this::valueIn);
    }

    /** Whether nothing is left of a text in its normal form. */
    boolean isBlank(String text) {
        return kind == Kind.TEXT ? text.isEmpty() : Text.normal(text).isEmpty();
    }

    /** The product itself, or the value within it that should be the object of this field; null if there is none. */
    @Nullable
    Object holderIn(JsonObject product) {
        return object.isEmpty() ? product : product.getValue(object);
    }

    /** The value in a product that is valid; null if it has none. */
    public @Nullable Object valueIn(JsonObject product) {
        return holderIn(product) instanceof JsonObject holder ? holder.getValue(leaf) : null;
    }

    /** Puts a value into a product, and its object, too, if that is not there yet. */
    void put(JsonObject product, Object value) {
        if (!object.isEmpty() && !product.containsKey(object)) {
            product.put(object, new JsonObject());
        }
        JsonObject holder = object.isEmpty() ? product : product.getJsonObject(object);
        holder.put(leaf, value);
    }

    /**
     * What to store of the value that this field has in {@code holder}: a text or an integer; null if there is none.
     *
     * @throws Problem 400, if the value breaks the field's rule
     */
    @Nullable
    Object check(JsonObject holder) {
        Object value = this == UNIT ? holder.getValue(leaf, "") : holder.getValue(leaf);
        if ((value == null || value.equals("")) && !REQUIRED.contains(this)) {
            return null;
        }
        return switch (kind) {
            case TEXT -> FieldRules.asTyped(wire, value, (int) min, (int) max);
            case LABEL -> FieldRules.text(wire, value, (int) min, (int) max);
            case ADDRESS -> address(value);
            case INTEGER -> FieldRules.integer(wire, value, min, max);
        };
    }

    private String address(@Nullable Object value) {
        String address = FieldRules.text(wire, value, (int) min, (int) max);
        if (OWN_IMAGE.matcher(address).matches() || isUrl(address)) {
            return address;
        }
        throw Problem.invalidField(wire, Rule.IMAGE_ADDRESS.reason());
    }

    private static boolean isUrl(String address) {
        try {
            URI uri = new URI(address);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
