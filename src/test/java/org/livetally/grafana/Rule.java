package org.livetally.grafana;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** A rule of rules.yml: it records under a name, or alerts. */
record Rule(JsonObject json) {
    static List<Rule> all() {
        return Dashboard.objects(
                        Provided.yaml(Provided.PROMETHEUS.resolve("rules.yml")).getJsonArray("groups"))
                .stream()
                .flatMap(group -> Dashboard.objects(group.getJsonArray("rules")).stream())
                .map(Rule::new)
                .toList();
    }

    static List<Rule> alerts() {
        return all().stream().filter(Rule::isAlert).toList();
    }

    boolean isAlert() {
        return json.containsKey("alert");
    }

    String name() {
        return isAlert() ? json.getString("alert") : json.getString("record");
    }

    String expression() {
        return json.getString("expr");
    }
}
