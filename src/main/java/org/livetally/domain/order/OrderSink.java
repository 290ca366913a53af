package org.livetally.domain.order;

import java.util.function.Consumer;

/** Where a message about an order goes to be recorded. */
@FunctionalInterface
public interface OrderSink {
    /** Records a message; {@code done} gets its receipt on this event loop, once the message is on disk or refused. */
    void record(Message message, Consumer<Receipt> done);
}
