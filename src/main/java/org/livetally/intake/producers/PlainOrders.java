package org.livetally.intake.producers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderState;
import org.livetally.domain.stream.Ids;
import org.livetally.wire.LinesJson.Rules;
import org.livetally.wire.MessageLimits;
import org.livetally.wire.PlainJson;
import org.livetally.wire.PlainJson.Fields;

/**
 * The fast way of a frame: orders that break no rule and say nothing unusual, which nearly all are. Their fields may come in any
 * order, each once; {@link PlainJson} says what a value may look like.
 *
 * <p>Exact by falling back: it accepts or says nothing. Whatever it does not expect (another type of message, an unknown or
 * repeated field, an escape, a text in another form than its normal one, any broken rule or syntax) is left to
 * {@link FrameReader}'s parser, with the whole frame, so every refusal comes from there. What it accepts, the parser would
 * accept, as the same orders: {@code PlainOrdersTest} compares both.
 */
final class PlainOrders {
    private static final Fields ORDER =
            new Fields("type", "id", "stream", "channel", "buyer", "lines", "status", "at", "host", "currency");
    private static final Fields BUYER = new Fields("id", "group", "city", "province");
    private static final Fields LINE = new Fields("sku", "qty", "amount");
    private static final Rules RULES = Rules.OF_PRODUCERS;

    private final PlainJson json;

    private PlainOrders(PlainJson json) {
        this.json = json;
    }

    /** The orders of a frame; null if it must be parsed. The parameters are those of {@link FrameReader#read}. */
    static @Nullable List<ProducerMessage> read(byte[] frame, long now) {
        return new PlainOrders(PlainJson.of(frame)).frame(now);
    }

    private @Nullable List<ProducerMessage> frame(long now) {
        List<ProducerMessage> orders = json.peek() == '{' ? List.of(order(now)) : array(now);
        return json.end() ? orders : null;
    }

    private List<ProducerMessage> array(long now) {
        List<ProducerMessage> orders = new ArrayList<>();
        json.pass('[');
        do {
            if (orders.size() == MessageLimits.MAX_FRAME_MESSAGES) {
                json.fail();
            }
            orders.add(order(now));
        } while (json.more(']'));
        return orders;
    }

    private ProducerMessage order(long now) {
        String type = "";
        String id = "";
        String stream = "";
        @Nullable String channel = null;
        Buyer buyer = null;
        List<Line> lines = List.of();
        boolean paid = true;
        long at = Message.NO_TIME;
        @Nullable String host = null;
        String currency = null;
        int seen = 0;
        int place = -1;
        json.pass('{');
        do {
            place = json.field(ORDER, place + 1);
            seen = json.once(seen, place);
            switch (ORDER.name(place)) {
                case "type" -> type = json.name();
                case "id" -> id = json.text();
                case "stream" -> stream = json.name();
                case "channel" -> channel = optionalName();
                case "buyer" -> buyer = json.isNull() ? null : buyer();
                case "lines" -> lines = lines();
                case "status" -> paid = json.isNull() || isPaid();
                case "at" -> at = json.isNull() ? Message.NO_TIME : time(now);
                case "host" -> host = optionalName();
                default -> currency = optionalName();
            }
        } while (json.more('}'));
        boolean whole = !id.isEmpty() && !stream.isEmpty() && !lines.isEmpty();
        if (!whole || !type.equals(MessageType.ORDER.wire()) || Ids.serverPrefix(id) != null) {
            json.fail();
        }
        return ProducerMessage.of(id, new Order(id, stream, channel, host, buyer, lines, paid, at, currency, Map.of()));
    }

    private @Nullable String optionalName() {
        return json.isNull() ? null : json.name();
    }

    private boolean isPaid() {
        String status = json.name();
        boolean paid = status.equals(OrderState.PAID.wire());
        if (!paid && !status.equals(OrderState.PLACED.wire())) {
            json.fail();
        }
        return paid;
    }

    private long time(long now) {
        return json.integer(ProducerMessageReader.EARLIEST, now + ProducerMessageReader.MAX_AHEAD_MS);
    }

    private Buyer buyer() {
        String id = null;
        String group = null;
        String city = null;
        String province = null;
        int seen = 0;
        int place = -1;
        json.pass('{');
        do {
            place = json.field(BUYER, place + 1);
            seen = json.once(seen, place);
            switch (BUYER.name(place)) {
                case "id" -> id = json.isNull() ? null : json.text();
                case "group" -> group = optionalName();
                case "city" -> city = optionalName();
                default -> province = optionalName();
            }
        } while (json.more('}'));
        return new Buyer(id, group, city, province);
    }

    private List<Line> lines() {
        json.pass('[');
        Line first = line();
        if (!json.more(']')) {
            return List.of(first);
        }
        List<Line> lines = new ArrayList<>();
        lines.add(first);
        do {
            if (lines.size() == RULES.lines()) {
                json.fail();
            }
            lines.add(line());
        } while (json.more(']'));
        return lines;
    }

    private Line line() {
        String sku = "";
        long qty = 0;
        long amount = 0;
        int seen = 0;
        int place = -1;
        json.pass('{');
        do {
            place = json.field(LINE, place + 1);
            seen = json.once(seen, place);
            switch (LINE.name(place)) {
                case "sku" -> sku = json.name();
                case "qty" -> qty = json.integer(1, RULES.qty());
                default -> amount = json.integer(0, RULES.amount());
            }
        } while (json.more('}'));
        if (seen != LINE.all()) {
            json.fail();
        }
        return new Line(sku, qty, amount);
    }
}
