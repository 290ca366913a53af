package org.livetally.domain.order;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a message about an order goes to be recorded. */
@FunctionalInterface
public interface OrderSink {
    /** Records a message; {@code done} gets its receipt on this event loop, once the message is on disk or refused. */
    void record(Message message, Consumer<Receipt> done);

    /**
     * The same of a message that a producer, a connector or a file has sent. An order under an id of viewers' orders is refused,
     * unless an earlier version has recorded it.
     *
     * @param asSent the message as it was sent, if its texts were changed to their normal form, since an earlier version may
     *     have recorded it so; null if nothing was changed
     */
    default void record(Message message, @Nullable Message asSent, Consumer<Receipt> done) {
        record(message, done);
    }
}
