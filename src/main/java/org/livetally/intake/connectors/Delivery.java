package org.livetally.intake.connectors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.http.ReasonFields;
import org.livetally.intake.connectors.platform.Translation;

/**
 * One delivery, as the list of its connector shows it. It says nothing of buyers.
 *
 * @param at epoch milliseconds of its arrival
 * @param topic what happened, as the platform names it; "" if it was not read
 * @param reference what people know it by; null for none
 * @param reason why nothing of it counts; null if its messages say it
 * @param messages what became of each
 * @param isGenuine whether a secret signed it
 * @param bytes of its body
 * @param skewMs how far the sender's clock is ahead; null if that is not known
 * @param tookMs from its arrival to the answer
 */
record Delivery(
        long at,
        String topic,
        @Nullable String reference,
        Outcome outcome,
        @Nullable Reason reason,
        List<MessageOutcome> messages,
        boolean isGenuine,
        int bytes,
        @Nullable Long skewMs,
        long tookMs) {
    /** A list shows so many messages of a delivery; a Standard Webhook may have a thousand. */
    private static final int MAX_MESSAGES = 20;

    private static final int MAX_TEXT = 100;

    /** A delivery that nobody signed: forged, or a greeting. */
    static Delivery unsigned(Arrival arrival, Outcome outcome, Reason reason, @Nullable Long skewMs) {
        return new Delivery(
                arrival.at(), "", null, outcome, reason, List.of(), false, arrival.bytes(), skewMs, arrival.tookMs());
    }

    /** A genuine delivery of which nothing was read. */
    static Delivery ignored(Arrival arrival, Reason reason, @Nullable Long skewMs) {
        return new Delivery(
                arrival.at(),
                "",
                null,
                Outcome.IGNORED,
                reason,
                List.of(),
                true,
                arrival.bytes(),
                skewMs,
                arrival.tookMs());
    }

    /** A delivery that was read. */
    static Delivery of(Arrival arrival, Translation read, List<MessageOutcome> messages, @Nullable Long skewMs) {
        Outcome outcome = messages.stream().map(MessageOutcome::outcome).reduce(Outcome.DUPLICATE, Outcome::or);
        Reason reason = messages.size() == 1 ? messages.get(0).reason() : null;
        return new Delivery(
                arrival.at(),
                read.topic(),
                read.reference(),
                messages.isEmpty() ? Outcome.IGNORED : outcome,
                reason,
                messages,
                true,
                arrival.bytes(),
                skewMs,
                arrival.tookMs());
    }

    JsonObject json() {
        JsonObject json = new JsonObject().put("at", at).put("topic", cut(topic));
        if (reference != null) {
            json.put("reference", cut(reference));
        }
        json.put("outcome", outcome.wire());
        if (reason != null) {
            json.put("reason", ReasonFields.of(reason));
        }
        JsonArray first = new JsonArray();
        messages.stream().limit(MAX_MESSAGES).forEach(message -> first.add(message.json()));
        json.put("messages", first).put("bytes", bytes);
        if (messages.size() > MAX_MESSAGES) {
            json.put("more", messages.size() - MAX_MESSAGES);
        }
        if (skewMs != null) {
            json.put("skewMs", skewMs);
        }
        return json.put("ms", tookMs);
    }

    /** A sender chooses these texts: what a list shows of them is short, and on one line. */
    private static String cut(String text) {
        return text.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .limit(MAX_TEXT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** When a delivery came, and how large it is. @param since {@link System#nanoTime()} of its arrival */
    record Arrival(long at, long since, int bytes) {
        long tookMs() {
            return (System.nanoTime() - since) / 1_000_000;
        }
    }
}
