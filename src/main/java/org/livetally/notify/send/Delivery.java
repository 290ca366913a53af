package org.livetally.notify.send;

import io.vertx.core.json.JsonObject;

/**
 * An event that waits for delivery to a target.
 *
 * @param name of it in the outbox, {@code <target>\t<event>}
 * @param attempts how many have failed
 * @param body what receivers of webhooks get, {@code {"type","timestamp","data"}}, as it was told: a signature is about its
 *     bytes
 */
record Delivery(String name, int attempts, String body) {
    static Delivery of(String name, String value) {
        int space = value.indexOf(' ');
        return new Delivery(name, Integer.parseInt(value.substring(0, space)), value.substring(space + 1));
    }

    /** It after one more attempt, as the outbox holds it. */
    String valueAfterAttempt() {
        return attempts + 1 + " " + body;
    }

    /** The id of the event. */
    String event() {
        return name.substring(name.indexOf('\t') + 1);
    }

    JsonObject json() {
        return new JsonObject(body);
    }
}
