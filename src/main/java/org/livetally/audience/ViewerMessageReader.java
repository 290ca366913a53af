package org.livetally.audience;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.intake.shop.ShopOrder;
import org.livetally.wire.BuyerJson;
import org.livetally.wire.FieldReader;
import org.livetally.wire.LinesJson;
import org.livetally.wire.MessageLimits;

/** Reads one message of a viewer. Fields may come in any order, so they are checked after the last one. */
final class ViewerMessageReader {
    private static final Set<MessageType> ORDERS = Set.of(MessageType.ORDER);
    private static final int MAX_DIGITS = 3;
    private static final int BAD_COUNT = 0;
    /** No known type is longer. */
    private static final int MAX_TYPE = 20;
    /** An invalid id is echoed up to this length, so that the page can recognise its message. */
    private static final int MAX_ECHO = 256;

    // Strangers choose the field names, so none is kept in the JVM.
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final JsonParser json;
    private final FieldReader fields;
    private @Nullable String type;
    private @Nullable String echo;
    private @Nullable String id;
    private @Nullable List<Line> lines;
    private @Nullable Buyer buyer;
    private @Nullable String currency;
    private boolean hasId;
    private boolean hasLines;
    private int count = 1;

    private ViewerMessageReader(JsonParser json) {
        this.json = json;
        this.fields = new FieldReader(json);
    }

    /**
     * Reads one message.
     *
     * @param text UTF-8
     */
    static ViewerMessage read(byte[] text) {
        try (JsonParser json = JSON.createParser(text)) {
            ViewerMessageReader reader = new ViewerMessageReader(json);
            return reader.isOneObject() ? reader.message() : notJson();
        } catch (IOException e) {
            return notJson();
        }
    }

    private boolean isOneObject() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        for (String name = fields.next(); name != null; name = fields.next()) {
            field(name);
        }
        return json.nextToken() == null;
    }

    private void field(String name) throws IOException {
        fields.of(ORDERS); // a like breaks no rule about an order's fields
        switch (name) {
            case "type" -> {
                type = fields.raw(MAX_TYPE);
                fields.skip();
            }
            case "id" -> readId();
            case "count" -> count = count();
            case "lines" -> {
                hasLines = true;
                lines = LinesJson.read(fields, LinesJson.Rules.OF_VIEWERS);
            }
            case "buyer" -> buyer = BuyerJson.read(fields, false); // the sender is the buyer, whatever id is in it
            case "currency" -> currency = fields.optionalText("currency");
            default -> fields.skip();
        }
    }

    private void readId() throws IOException {
        hasId = true;
        echo = fields.raw(MAX_ECHO);
        id = fields.text("id");
        if (id != null && !Ids.isOfAudience(id)) {
            fields.reject("id", Rule.ORDER_PREFIX.reason(Ids.AUDIENCE_PREFIX));
        }
    }

    private int count() throws IOException {
        json.skipChildren();
        boolean small = json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getTextLength() <= MAX_DIGITS;
        int value = small ? json.getIntValue() : BAD_COUNT;
        return value <= MessageLimits.MAX_LIKES ? value : BAD_COUNT;
    }

    private ViewerMessage message() {
        if ("like".equals(type)) {
            return count > BAD_COUNT
                    ? new ViewerMessage.Like(count, id)
                    : rejected(Rejection.invalidOrder("count", Rule.INTEGER_RANGE.reason(1, MessageLimits.MAX_LIKES)));
        }
        MessageType known = MessageType.named(type);
        if (known == null) {
            return rejected(Rejection.invalidOrder("type", Rule.AUDIENCE_TYPE.reason()));
        }
        return switch (known) {
            case ORDER -> order();
            case PAYMENT,
                    CANCELLATION,
                    REFUND,
                    STOCK,
                    SHOW,
                    DEAL,
                    DELIVERY,
                    DEAL_CANCELLATION,
                    CATALOGUE,
                    GROUPS,
                    ERASURE,
                    LOSS -> rejected(new Rejection(Code.FORBIDDEN, Rule.AUDIENCE_EVENT.reason()));
        };
    }

    private ViewerMessage order() {
        fields.require("id", hasId);
        fields.require("lines", hasLines);
        Rejection rejection = fields.firstRejection(MessageType.ORDER);
        return new ViewerMessage.Ordered(
                rejection == null && id != null && lines != null
                        ? new ShopOrder.Draft(echo, id, lines, buyer == null ? Buyer.UNKNOWN : buyer, currency)
                        : new ShopOrder.Broken(echo, Objects.requireNonNull(rejection)));
    }

    private ViewerMessage rejected(Rejection rejection) {
        return new ViewerMessage.Rejected(echo, rejection);
    }

    private static ViewerMessage notJson() {
        return new ViewerMessage.Rejected(null, new Rejection(Code.INVALID_JSON, Rule.ONE_OBJECT.reason()));
    }
}
