package org.livetally.grafana;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query of a dashboard or rule to Prometheus.
 *
 * @param where for people: file, panel, letter of the query
 * @param promql as written, with Grafana's variables and macros
 */
public record Expression(String where, String promql) {
    private static final Pattern NOT_NAMES = Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]"
            + "|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)|\\$\\w+");
    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][\\w:]*+(?!\\s*\\()");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "by", "on", "group_left", "e", "sum", "max", "min");

    /** The queries of all panels of all dashboards. */
    public static List<Expression> ofDashboards() {
        List<Expression> all = new ArrayList<>();
        for (Path file : Provided.dashboards()) {
            for (JsonObject panel : Dashboard.read(file).panels()) {
                for (JsonObject target : Dashboard.objects(panel.getJsonArray("targets"))) {
                    all.add(new Expression(
                            file.getFileName() + ", " + panel.getString("title") + ", " + target.getString("refId"),
                            target.getString("expr")));
                }
            }
        }
        return all;
    }

    /** The queries of all rules, recording and alerting. */
    public static List<Expression> ofRules() {
        return AlertRule.all().stream()
                .map(rule -> new Expression("rules.yml, " + rule.name(), rule.expression()))
                .toList();
    }

    /** The same query with variables ({@code $stream}) and macros ({@code $__rate_interval}) filled in. */
    public String with(Map<String, String> values) {
        // The longest names first, since one may be the beginning of another.
        String filled = promql;
        for (String name : values.keySet().stream()
                .sorted((a, b) -> b.length() - a.length())
                .toList()) {
            filled = filled.replace("$" + name, values.get(name));
        }
        return filled;
    }

    /** The names of metrics and recording rules in it. */
    public Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(NOT_NAMES.matcher(promql).replaceAll(" "));
        while (matcher.find()) {
            if (!WORDS.contains(matcher.group())) {
                names.add(matcher.group());
            }
        }
        return names;
    }
}
