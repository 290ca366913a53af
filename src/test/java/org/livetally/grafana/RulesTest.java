package org.livetally.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.stream.Currencies;

/** The rules, as checked by promtool, and what promtool does not check. */
final class RulesTest {
    private static final Path MANUAL = Path.of("docs", "operations.md");
    private static final Pattern CURRENCIES = Pattern.compile("currency=~\"([A-Z|]+)\"}\\) \\+ (\\d+)");

    @ParameterizedTest
    @ValueSource(strings = {"check config prometheus.yml", "check rules rules.yml", "test rules rules-test.yml"})
    void promtoolIsContent(String command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("promtool"));
        line.addAll(Arrays.asList(command.split(" ")));
        Process promtool = new ProcessBuilder(line)
                .directory(Provided.PROMETHEUS.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, promtool.waitFor(), output);
    }

    @Test
    void everyAlertHasATestInWhichItFiresAndOneInWhichItIsSilent() {
        List<JsonObject> tests = tests().stream()
                .filter(test -> test.containsKey("alert_rule_test"))
                .flatMap(test -> Dashboard.objects(test.getJsonArray("alert_rule_test")).stream())
                .toList();
        for (AlertRule alert : AlertRule.alerts()) {
            Set<Boolean> silent = tests.stream()
                    .filter(test -> test.getString("alertname").equals(alert.name()))
                    .map(test -> test.getJsonArray("exp_alerts").isEmpty())
                    .collect(Collectors.toSet());
            assertEquals(Set.of(true, false), silent, alert.name());
        }
    }

    @Test
    void everyRecordingRuleHasATest() {
        String asked = tests().stream()
                .filter(test -> test.containsKey("promql_expr_test"))
                .flatMap(test -> Dashboard.objects(test.getJsonArray("promql_expr_test")).stream())
                .map(test -> test.getString("expr"))
                .collect(Collectors.joining("\n"));
        AlertRule.all().stream()
                .filter(rule -> !rule.isAlert())
                .forEach(rule -> assertTrue(asked.contains(rule.name()), rule.name()));
    }

    @Test
    void everyAlertSaysWhatItIsAndWhatToDo() {
        String manual = Provided.text(MANUAL);
        for (AlertRule alert : AlertRule.alerts()) {
            assertTrue(
                    Set.of("warning", "critical")
                            .contains(alert.json().getJsonObject("labels").getString("severity")),
                    alert.name());
            JsonObject annotations = alert.json().getJsonObject("annotations");
            assertFalse(annotations.getString("summary", "").isBlank(), alert.name());
            assertFalse(annotations.getString("description", "").isBlank(), alert.name());
            assertEquals(
                    MANUAL + "#" + alert.name().toLowerCase(Locale.ROOT),
                    annotations.getString("runbook"),
                    alert.name());
            assertTrue(manual.contains("\n### " + alert.name() + "\n"), MANUAL + " has nothing about " + alert.name());
        }
    }

    /** Money is divided by what the server says; a currency that is not listed has two digits. */
    @Test
    void everyCurrencyIsDividedByItsDigits() {
        String rule = AlertRule.all().stream()
                .filter(any -> any.name().equals("stream:livetally_minor_units_per_unit:max"))
                .findFirst()
                .orElseThrow()
                .expression();
        Map<String, Long> divisors = new TreeMap<>();
        Matcher matcher = CURRENCIES.matcher(rule);
        while (matcher.find()) {
            for (String code : matcher.group(1).split("\\|")) {
                divisors.put(code, Long.parseLong(matcher.group(2)));
            }
        }
        Map<String, Long> unusual = new TreeMap<>();
        Currencies.all().forEach((code, digits) -> unusual.put(code, Math.round(Math.pow(10, digits))));
        unusual.values().removeIf(divisor -> divisor == 100);
        assertEquals(unusual, divisors);
    }

    private static List<JsonObject> tests() {
        return Dashboard.objects(
                Provided.yaml(Provided.PROMETHEUS.resolve("rules-test.yml")).getJsonArray("tests"));
    }
}
