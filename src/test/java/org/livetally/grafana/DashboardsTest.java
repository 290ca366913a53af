package org.livetally.grafana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The dashboards in the form that Grafana 12 requires; there is no Grafana here to ask. */
final class DashboardsTest {
    private static final int SCHEMA = 41;
    private static final int WIDTH = 24;

    private static final Set<String> PANEL =
            Set.of("datasource", "description", "fieldConfig", "gridPos", "id", "options", "targets", "title", "type");
    private static final Set<String> DEFAULTS =
            Set.of("color", "custom", "decimals", "links", "mappings", "max", "min", "noValue", "thresholds", "unit");
    private static final Set<String> TARGET =
            Set.of("datasource", "editorMode", "expr", "format", "instant", "legendFormat", "range", "refId");
    /** The options of each kind of panel. */
    private static final Map<String, Set<String>> OPTIONS = Map.of(
            "timeseries", Set.of("legend", "tooltip"),
            "state-timeline", Set.of("alignValue", "legend", "mergeValues", "rowHeight", "showValue", "tooltip"),
            "table", Set.of("cellHeight", "footer", "showHeader", "sortBy"),
            "stat",
                    Set.of(
                            "colorMode",
                            "graphMode",
                            "justifyMode",
                            "orientation",
                            "percentChangeColorMode",
                            "reduceOptions",
                            "showPercentChange",
                            "textMode",
                            "wideLayout"),
            "gauge",
                    Set.of(
                            "minVizHeight",
                            "minVizWidth",
                            "orientation",
                            "reduceOptions",
                            "showThresholdLabels",
                            "showThresholdMarkers",
                            "sizing"),
            "bargauge",
                    Set.of(
                            "displayMode",
                            "legend",
                            "maxVizHeight",
                            "minVizHeight",
                            "minVizWidth",
                            "namePlacement",
                            "orientation",
                            "reduceOptions",
                            "showUnfilled",
                            "sizing",
                            "valueMode"));

    /** Ids of Grafana's units that are used here; a wrong one is shown as text after the number. */
    private static final Set<String> UNITS =
            Set.of("locale", "short", "s", "bytes", "Bps", "ops", "opm", "percentunit");

    @Test
    void aLinkToADashboardStaysGood() {
        assertEquals(
                List.of("livetally-overview", "livetally-service", "livetally-stream"),
                Dashboard.all().stream().map(d -> d.json().getString("uid")).toList());
        for (Dashboard dashboard : Dashboard.all()) {
            JsonObject json = dashboard.json();
            assertEquals(
                    json.getString("uid") + ".json",
                    dashboard.file().getFileName().toString());
            assertTrue(json.containsKey("id"), json.getString("uid"));
            assertNull(json.getValue("id"), "an id is Grafana's own");
            assertEquals(SCHEMA, json.getInteger("schemaVersion"));
            assertTrue(json.getJsonArray("tags").contains(linkedTag(json)), "listed in the others' links");
        }
    }

    @Test
    void everyQueryGoesToTheChosenDataSource() {
        for (Dashboard dashboard : Dashboard.all()) {
            List<JsonObject> variables = Dashboard.objects(
                    dashboard.json().getJsonObject("templating").getJsonArray("list"));
            assertEquals("datasource", variables.get(0).getString("name"));
            assertEquals("prometheus", variables.get(0).getString("query"));
            variables.stream().skip(1).forEach(variable -> assertChosen(dashboard, variable));
            for (JsonObject panel : dashboard.panels()) {
                assertChosen(dashboard, panel);
                targets(panel).forEach(target -> assertChosen(dashboard, target));
            }
        }
    }

    @Test
    void everyPanelSaysWhatItsNumbersAreAndInWhatUnit() {
        for (Dashboard dashboard : Dashboard.all()) {
            Set<String> titles = new HashSet<>();
            for (JsonObject panel : dashboard.panels()) {
                String where = dashboard.file() + ", " + panel.getString("title");
                assertFalse(panel.getString("title").isBlank(), where);
                assertTrue(panel.getString("description", "").endsWith("."), where + " has no description");
                JsonObject defaults = panel.getJsonObject("fieldConfig").getJsonObject("defaults");
                assertTrue(UNITS.contains(defaults.getString("unit", "none")), where + " has no unit");
                assertFalse(
                        defaults.getJsonObject("thresholds")
                                .getJsonArray("steps")
                                .isEmpty(),
                        where);
                titles.add(panel.getString("title"));
            }
            assertEquals(dashboard.panels().size(), titles.size(), dashboard.file() + ": a title twice");
        }
    }

    @Test
    void noPanelHasAFieldThatGrafanaDoesNotKnow() {
        for (Dashboard dashboard : Dashboard.all()) {
            for (JsonObject panel : dashboard.panels()) {
                String where = dashboard.file() + ", " + panel.getString("title");
                Set<String> fields = new TreeSet<>(panel.fieldNames());
                assertTrue(fields.containsAll(PANEL), where + ": " + fields);
                fields.removeAll(PANEL);
                assertTrue(Set.of("transformations").containsAll(fields), where + ": " + fields);
                Set<String> options = OPTIONS.get(panel.getString("type"));
                assertTrue(options != null, where + ": no such type");
                assertEquals(
                        new TreeSet<>(options),
                        new TreeSet<>(panel.getJsonObject("options").fieldNames()),
                        where);
                JsonObject config = panel.getJsonObject("fieldConfig");
                assertEquals(Set.of("defaults", "overrides"), config.fieldNames(), where);
                Set<String> defaults = config.getJsonObject("defaults").fieldNames();
                assertTrue(DEFAULTS.containsAll(defaults), where + ": " + defaults);
                for (JsonObject target : targets(panel)) {
                    assertEquals(TARGET, target.fieldNames(), where);
                }
            }
        }
    }

    @Test
    void tilesFillTheGridWithoutOverlap() {
        for (Dashboard dashboard : Dashboard.all()) {
            Map<String, String> taken = new HashMap<>();
            Set<Integer> ids = new HashSet<>();
            for (JsonObject tile : dashboard.tiles()) {
                String title = dashboard.file() + ", " + tile.getString("title");
                assertTrue(ids.add(tile.getInteger("id")), title + ": id twice");
                JsonObject grid = tile.getJsonObject("gridPos");
                int x = grid.getInteger("x");
                int y = grid.getInteger("y");
                assertTrue(x >= 0 && x + grid.getInteger("w") <= WIDTH, title + " is too wide");
                for (int column = x; column < x + grid.getInteger("w"); column++) {
                    for (int line = y; line < y + grid.getInteger("h"); line++) {
                        String other = taken.put(column + "/" + line, title);
                        assertNull(other, title + " overlaps");
                    }
                }
            }
        }
    }

    @Test
    void lettersOfQueriesAreUniqueInAPanel() {
        for (Dashboard dashboard : Dashboard.all()) {
            for (JsonObject panel : dashboard.panels()) {
                List<JsonObject> targets = targets(panel);
                assertFalse(targets.isEmpty());
                assertEquals(
                        targets.size(),
                        targets.stream()
                                .map(target -> target.getString("refId"))
                                .distinct()
                                .count());
            }
        }
    }

    /** A fixed window is too short for a slow scrape, and skips samples over a week. */
    @Test
    void ratesAreOverGrafanasInterval() {
        for (Expression expression : Expression.ofDashboards()) {
            String windows = expression.promql().replace("[$__rate_interval]", "");
            assertFalse(windows.contains("["), expression.toString());
        }
    }

    private static void assertChosen(Dashboard dashboard, JsonObject of) {
        assertEquals(
                new JsonObject().put("type", "prometheus").put("uid", "${datasource}"),
                of.getJsonObject("datasource"),
                dashboard.file() + ": " + of.encode());
    }

    private static String linkedTag(JsonObject dashboard) {
        return Dashboard.objects(dashboard.getJsonArray("links"))
                .get(0)
                .getJsonArray("tags")
                .getString(0);
    }

    private static List<JsonObject> targets(JsonObject panel) {
        return Dashboard.objects(panel.getJsonArray("targets"));
    }
}
