package org.livetally.intake.connectors;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.livetally.domain.rule.Reason;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Translation;
import org.livetally.intake.connectors.platform.Translation.Ignore;
import org.livetally.intake.connectors.platform.Translation.Send;

/** Shops to translate for, and what translations hold. */
public final class Shops {
    private Shops() {}

    public static Shop in(String currency, Map<String, String> options) {
        return new Shop("s1", "shop", currency, false, false, null, options);
    }

    public static List<JsonObject> messages(Translation translation) {
        return translation.parts().stream()
                .filter(Send.class::isInstance)
                .map(part -> ((Send) part).message())
                .toList();
    }

    /** The ids of its messages. */
    public static List<String> ids(Translation translation) {
        return messages(translation).stream()
                .map(message -> message.getString("id"))
                .toList();
    }

    /** Why parts of it count for nothing. */
    public static List<Reason> reasons(Translation translation) {
        return translation.parts().stream()
                .filter(Ignore.class::isInstance)
                .map(part -> ((Ignore) part).reason())
                .toList();
    }

    /** Why parts of it count for nothing, by the names of the rules. */
    public static List<String> ignored(Translation translation) {
        return reasons(translation).stream().map(Shops::rule).toList();
    }

    public static String rule(Reason reason) {
        return reason.rule().wire();
    }
}
