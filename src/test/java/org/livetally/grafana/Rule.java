package org.livetally.grafana;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** A rule of rules.yml: it records under a name, or alerts. */
public record Rule(JsonObject json) {
    public static List<Rule> all() {
        return Dashboard.objects(
                        Provided.yaml(Provided.PROMETHEUS.resolve("rules.yml")).getJsonArray("groups"))
                .stream()
                .flatMap(group -> Dashboard.objects(group.getJsonArray("rules")).stream())
                .map(Rule::new)
                .toList();
    }

    public static List<Rule> alerts() {
        return all().stream().filter(Rule::isAlert).toList();
    }

    public boolean isAlert() {
        return json.containsKey("alert");
    }

    public String name() {
        return isAlert() ? json.getString("alert") : json.getString("record");
    }

    public String expression() {
        return json.getString("expr");
    }
}
