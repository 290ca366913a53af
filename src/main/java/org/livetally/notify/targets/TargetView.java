package org.livetally.notify.targets;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What operators are shown of a target: neither its address nor its secret. */
final class TargetView {
    private final Targets targets;

    TargetView(Targets targets) {
        this.targets = targets;
    }

    /** Its settings, how much waits for it, and what became of the last attempt. */
    Future<JsonObject> withStatus(Target target) {
        Future<List<JsonObject>> last = targets.attempts(target.id(), 1);
        Future<List<String>> waiting = targets.waiting();
        return Future.all(last, waiting).map(read -> {
            String own = target.id() + "\t";
            long count = waiting.result().stream()
                    .filter(name -> name.startsWith(own))
                    .count();
            JsonObject status = new JsonObject().put("waiting", count);
            last.result().forEach(attempt -> status.put("last", attempt));
            return json(target).put("status", status);
        });
    }

    /** Its settings. */
    static JsonObject json(Target target) {
        return new JsonObject().put("id", target.id()).mergeIn(target.json());
    }
}
