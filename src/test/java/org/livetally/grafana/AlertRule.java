package org.livetally.grafana;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** A rule of rules.yml: it records under a name, or alerts. */
public record AlertRule(JsonObject json) {
    public static List<AlertRule> all() {
        return Dashboard.objects(
                        Provided.yaml(Provided.PROMETHEUS.resolve("rules.yml")).getJsonArray("groups"))
                .stream()
                .flatMap(group -> Dashboard.objects(group.getJsonArray("rules")).stream())
                .map(AlertRule::new)
                .toList();
    }

    public static List<AlertRule> alerts() {
        return all().stream().filter(AlertRule::isAlert).toList();
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
