package org.livetally.grafana;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.livetally.metrics.Metric;

/** Every metric that is queried exists: a typing error would be an empty panel, or an alert that never fires. */
final class MetricsTest {
    /** Metrics of Prometheus itself, of the JVM and of Vert.x. */
    private static final Set<String> OTHERS = Set.of(
            "up",
            "ALERTS",
            "jvm_memory_used_bytes",
            "jvm_memory_max_bytes",
            "jvm_gc_pause_seconds_sum",
            "process_cpu_usage");

    private static final Pattern OF_HISTOGRAM = Pattern.compile("_(bucket|sum|count)$");

    @Test
    void everyMetricInAnExpressionIsOneOfOurs() {
        Set<String> known = new HashSet<>(OTHERS);
        Arrays.stream(Metric.values()).map(Metric::text).forEach(known::add);
        AlertRule.all().stream()
                .filter(rule -> !rule.isAlert())
                .map(AlertRule::name)
                .forEach(known::add);
        Stream.concat(Expression.ofDashboards().stream(), Expression.ofRules().stream())
                .forEach(expression -> {
                    assertTrue(!expression.metrics().isEmpty(), expression.toString());
                    expression
                            .metrics()
                            .forEach(metric -> assertTrue(
                                    known.contains(metric)
                                            || known.contains(
                                                    OF_HISTOGRAM.matcher(metric).replaceAll("")),
                                    metric + " in " + expression));
                });
    }
}
