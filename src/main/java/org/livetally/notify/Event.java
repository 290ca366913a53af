package org.livetally.notify;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Something that others are told of, once. It names no buyer.
 *
 * @param id says which event it is: two events with one id are the same one, and only the first is told. It is the
 *     {@code webhook-id} of every attempt to deliver it
 * @param stream the stream that it is about; empty if it concerns all of them
 * @param at when it happened, epoch ms
 * @param data what receivers are told of it
 */
public record Event(String id, EventType type, String stream, long at, JsonObject data) {
    /** Without a dot, which a signature uses to part the id from what follows. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_@-]{1,150}");

    private static final int MAX_NAME = 200;

    public Event {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("the id of an event must match " + ID + ": " + id);
        }
    }

    /**
     * A connector fails: its platform's deliveries are refused, or none of them can be recorded.
     *
     * @param connector stands for its id, which is an address
     * @param title for people
     * @param kind as in {@code /api/connectors}
     * @param since when it began to fail, epoch ms: from one beginning on, it is told once
     * @param why for people, without anything that the platform sent
     */
    public static Event connectorFailing(
            String connector, String title, String kind, String stream, long since, String why) {
        return new Event(
                "connector-" + connector + "-" + since,
                EventType.CONNECTOR_FAILING,
                stream,
                since,
                new JsonObject()
                        .put("stream", stream)
                        .put("title", title)
                        .put("kind", kind)
                        .put("since", since)
                        .put("why", why));
    }

    /**
     * An import of a file has ended.
     *
     * @param id of this import, {@code [A-Za-z0-9_-]}
     * @param file its name, of which the beginning is told; empty if nobody has said it
     * @param figures what became of its messages, as its last line says: {@code recorded}, {@code duplicate} and so on; what is no number is left out
     */
    public static Event importFinished(String id, String stream, String file, long at, JsonObject figures) {
        JsonObject data = new JsonObject().put("stream", stream).put("file", beginning(file));
        figures.forEach(figure -> {
            if (figure.getValue() instanceof Number number) {
                data.put(figure.getKey(), number);
            }
        });
        return new Event("import-" + id, EventType.IMPORT_FINISHED, stream, at, data);
    }

    private static String beginning(String text) {
        int end = text.offsetByCodePoints(0, Math.min(MAX_NAME, text.codePointCount(0, text.length())));
        return text.substring(0, end);
    }

    /** An operator tries a target. */
    public static Event test(String id, long at) {
        return new Event("test-" + id, EventType.TEST, "", at, new JsonObject());
    }

    /** What receivers of webhooks get: {@code {"type","timestamp","data"}}. */
    JsonObject json() {
        return new JsonObject()
                .put("type", type.wire())
                .put("timestamp", Instant.ofEpochMilli(at).toString())
                .put("data", data);
    }
}
