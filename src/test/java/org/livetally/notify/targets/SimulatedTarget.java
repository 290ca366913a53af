package org.livetally.notify.targets;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.livetally.redis.client.RedisLink;

/** A webhook that is told of everything. */
public final class SimulatedTarget {
    private SimulatedTarget() {}

    public static Future<Void> add(RedisLink redis) {
        JsonObject json = new JsonObject()
                .put("kind", "webhook")
                .put("title", "webhook")
                .put("url", "https://receiver")
                .put("language", "en")
                .put("createdAt", 1);
        Target.Access access =
                new Target.Access("https://receiver/events", "whsec_c2ltdWxhdGlvbnNpbXVsYXRpb25zaW11bGF0aW9u");
        return new Targets(redis).add(new TargetSettings.Whole(new Target("receiver", json), access));
    }
}
