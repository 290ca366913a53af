package org.livetally.intake.connectors;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.ReasonFields;
import org.livetally.intake.connectors.Delivery.Arrival;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Translation;
import org.livetally.intake.connectors.platform.Translation.Ignore;
import org.livetally.intake.connectors.platform.Translation.Part;
import org.livetally.intake.connectors.platform.Translation.Send;
import org.livetally.intake.connectors.platform.UnreadableException;
import org.livetally.intake.connectors.platform.Verified;
import org.livetally.logging.LogThrottle;

/**
 * One delivery from verification to its outcome: verified over the bytes, then translated, then recorded, and answered
 * only then. What the ledger refuses for good is no fault of the platform, which would send it again for hours.
 */
final class HookHandler {
    private static final Logger LOG = Logger.getLogger(HookHandler.class.getName());
    private static final LogThrottle THROTTLE = new LogThrottle();

    private final HookRecorder recorder;
    private final InstantSource clock;

    HookHandler(HookRecorder recorder, InstantSource clock) {
        this.recorder = recorder;
        this.clock = clock;
    }

    /** Never fails. */
    Future<Delivery> handle(ShopConnector connector, Hook hook, Arrival arrival) {
        Long skewMs = null;
        Translation read;
        try {
            Verified verified = Unpacked.verify(connector, hook, clock.millis());
            skewMs = verified.skewMs();
            if (verified.reason() != null) {
                boolean forged = verified.result() == Verified.Result.FORGED;
                return Future.succeededFuture(Delivery.unsigned(
                        arrival, forged ? Outcome.BAD_SIGNATURE : Outcome.IGNORED, verified.reason(), skewMs));
            }
            if (connector.paused()) {
                return Future.succeededFuture(Delivery.ignored(arrival, Rule.HOOK_PAUSED.reason(), skewMs));
            }
            read = connector.platform().translate(Unpacked.of(hook), connector.shop());
        } catch (UnreadableException e) {
            return Future.succeededFuture(Delivery.ignored(arrival, e.reason(), skewMs));
        } catch (RuntimeException e) { // sent again, it would fail again: whoever sends it must not do so for hours
            return Future.succeededFuture(ourMistake(connector, arrival, skewMs, e));
        }
        @Nullable Long skew = skewMs;
        return recorder.record(connector, read.parts()).map(outcomes -> Delivery.of(arrival, read, outcomes, skew));
    }

    private static Delivery ourMistake(
            ShopConnector connector, Arrival arrival, @Nullable Long skewMs, RuntimeException cause) {
        THROTTLE.admit(connector.kind(), System.nanoTime())
                .ifPresent(more -> LOG.log(
                        Level.SEVERE,
                        "a delivery to a connector of kind " + connector.kind() + " could not be read"
                                + LogThrottle.others(more),
                        cause));
        return Delivery.ignored(arrival, Rule.OUR_MISTAKE.reason(), skewMs);
    }

    /** What a connector would record of a delivery; nothing is recorded. */
    static JsonObject wouldRecord(ShopConnector connector, Hook hook, long now) throws UnreadableException {
        Verified verified = connector.platform().verify(hook, connector.secrets(), now);
        if (verified.reason() != null) {
            throw new UnreadableException(verified.reason());
        }
        JsonArray messages = new JsonArray();
        JsonArray ignored = new JsonArray();
        for (Part part : connector.platform().translate(hook, connector.shop()).parts()) {
            if (part instanceof Send send) {
                messages.add(send.message());
            } else if (part instanceof Ignore ignore) {
                ignored.add(ReasonFields.of(ignore.reason()));
            }
        }
        return new JsonObject().put("messages", messages).put("ignored", ignored);
    }
}
