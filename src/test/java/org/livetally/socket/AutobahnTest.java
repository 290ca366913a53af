package org.livetally.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.livetally.testing.Await;
import org.livetally.testing.Ports;

/**
 * The Autobahn suite against our socket layer: {@code mvn -Pautobahn test}. The full report is in
 * target/autobahntestsuite-reports.
 */
@EnabledIfSystemProperty(named = "livetally.autobahn", matches = "true", disabledReason = "mvn -Pautobahn test")
final class AutobahnTest {
    private static final String AGENT = "livetally";
    /** The classes are on the class path only in that profile. */
    private static final String SUITE = "me.normanmaurer.maven.autobahntestsuite.AutobahnTestSuite";

    /**
     * These expect a binary message back (we close with 1003, since the contract is text), or compression (which is
     * off).
     */
    private static final List<String> NOT_OURS = List.of("1.2.*", "9.2.*", "9.4.*", "9.6.*", "9.8.*", "12.*", "13.*");

    /**
     * These close with a code that was unassigned when the suite was written, and had to be refused then. IANA has
     * assigned it since.
     */
    private static final Map<String, String> EXPLAINED =
            Map.of("7.9.6", "1012, service restart", "7.9.7", "1013, try again later", "7.9.8", "1014, bad gateway");

    private static final Set<String> GOOD = Set.of("OK", "NON-STRICT", "INFORMATIONAL");

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void allCasesPassButThoseExplained() throws Exception {
        int port = Ports.free();
        Vertx server = Await.result(AutobahnEcho.start(port));
        try {
            run("ws://127.0.0.1:" + port);
        } finally {
            Await.result(server.close());
        }
        JsonObject report = report();
        Map<String, String> failed = failed(report);
        System.out.println("Autobahn: " + (report.size() - failed.size()) + " of " + report.size() + " passed, "
                + count(report) + "; not: " + failed);
        assertTrue(report.size() > 200, "cases run: " + report.size());
        assertEquals(EXPLAINED.keySet(), failed.keySet());
    }

    /**
     * Runs in a class loader of its own: Jython would take the packages below {@code io} for Python's module of that
     * name.
     */
    private static void run(String url) throws ReflectiveOperationException, IOException {
        List<URL> jars = new ArrayList<>();
        for (String type : List.of(SUITE, "org.python.util.PythonInterpreter", "org.json.simple.JSONObject")) {
            jars.add(Class.forName(type).getProtectionDomain().getCodeSource().getLocation());
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader alone =
                new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(alone);
            alone.loadClass(SUITE)
                    .getMethod("runFuzzingClient", String.class, String.class, Map.class, List.class, List.class)
                    .invoke(null, AGENT, url, Map.of("version", 18), List.of("*"), NOT_OURS);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static JsonObject report() throws IOException {
        return new JsonObject(Files.readString(Path.of("target/autobahntestsuite-reports/index.json")))
                .getJsonObject(AGENT);
    }

    private static Map<String, String> failed(JsonObject report) {
        Map<String, String> failed = new TreeMap<>();
        for (String name : report.fieldNames()) {
            JsonObject result = report.getJsonObject(name);
            String outcome = result.getString("behavior") + ", close " + result.getString("behaviorClose");
            if (!GOOD.contains(result.getString("behavior")) || !GOOD.contains(result.getString("behaviorClose"))) {
                failed.put(name, outcome + " " + result.getValue("remoteCloseCode"));
            }
        }
        return failed;
    }

    private static Map<String, Long> count(JsonObject report) {
        return report.fieldNames().stream()
                .collect(Collectors.groupingBy(
                        name -> report.getJsonObject(name).getString("behavior"), TreeMap::new, Collectors.counting()));
    }
}
