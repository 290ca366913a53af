package org.livetally.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealEvent;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.Show.Change;

/** What a producer reports, once. The same report always has the same id and content. */
public sealed interface Reported {
    /** No channel: it is no text that an order could have. */
    String OFFICE = "";

    String id();

    /** In milliseconds after the start, at most the length of the stream. */
    long at();

    /** Where it comes from; each channel has a producer of its own, and so has {@link #OFFICE}. */
    default String channel() {
        return OFFICE;
    }

    /** The id of the report that the server must have before this one, from the same channel; null if there is none. */
    default @Nullable String after() {
        return null;
    }

    /** @param startedAt of the stream, in epoch milliseconds */
    Message message(String stream, long startedAt);

    /**
     * The host begins to explain a product, or goes on without one.
     *
     * @param sku null for no product
     */
    record Presentation(
            String id, long at, String host, @Nullable String sku) implements Reported {
        @Override
        public Show message(String stream, long startedAt) {
            return new Show(id, stream, new Change(host), new Change(sku), startedAt + at);
        }
    }

    /** An order that is paid at once. */
    record Sale(String id, long at, String channel, Buyer buyer, List<Line> lines) implements Reported {
        public Sale {
            lines = List.copyOf(lines);
        }

        /** In minor units. */
        public long amount() {
            return lines.stream().mapToLong(Line::amount).sum();
        }

        @Override
        public Order message(String stream, long startedAt) {
            return new Order(id, stream, channel, buyer, lines, true, startedAt + at);
        }
    }

    /**
     * Any other message, such as a refund or a deal.
     *
     * @param channel where it comes from: for an event of an order or a deal, that one's
     * @param content of the message, which names its stream, and whose time is an offset
     */
    record Other(String channel, Message content) implements Reported {
        @Override
        public String id() {
            return content.id();
        }

        @Override
        public long at() {
            return content.at();
        }

        @Override
        public @Nullable String after() {
            if (content instanceof DealEvent event) {
                return event instanceof Deal ? null : event.deal();
            }
            return content instanceof OrderEvent event ? event.order() : null;
        }

        @Override
        public Message message(String stream, long startedAt) {
            return content.at(startedAt + at());
        }
    }
}
