package org.livetally.intake.connectors.platform;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;

/**
 * What a delivery stands for.
 *
 * @param topic the platform's own name of what happened, such as {@code orders/paid}
 * @param reference what people know it by, such as {@code #1071}; never a buyer
 * @param parts in the order in which they are recorded
 */
public record Translation(String topic, @Nullable String reference, List<Part> parts) {

    /** A message, or what is not one. */
    public sealed interface Part permits Send, Ignore {}

    /** Records a message. @param message in the form that {@code POST /api/orders} takes, see {@link Drafts} */
    public record Send(JsonObject message) implements Part {}

    /** Acknowledges and lists, but records nothing. @param reference of this part; null for that of the delivery */
    public record Ignore(@Nullable String reference, Reason reason) implements Part {}

    /** A delivery that is acknowledged and listed, and stands for no message. */
    public static Translation ignored(String topic, @Nullable String reference, Reason reason) {
        return new Translation(topic, reference, List.of(new Ignore(null, reason)));
    }

    /** A delivery that stands for these messages. */
    public static Translation of(String topic, @Nullable String reference, List<JsonObject> messages) {
        List<Part> parts = new ArrayList<>();
        messages.forEach(message -> parts.add(new Send(message)));
        return new Translation(topic, reference, parts);
    }
}
