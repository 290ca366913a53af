package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.livetally.scenario.Figure;
import org.livetally.scenario.Scenario;
import org.livetally.scenario.ScenarioPlayer;
import org.livetally.scenario.StoryClock;
import org.livetally.scenario.events.Scenarios;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;

/** Every real event, played as fast as the server can, comes to the figures that were reported, wherever they are shown. */
@TestInstance(Lifecycle.PER_CLASS)
final class ScenariosTest {
    /** On a busy machine, for ten thousand viewers. */
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final Vertx vertx = Vertx.vertx();
    private final StoryClock clock = new StoryClock();
    private final LiveServer server = LiveServer.with(clock);

    @BeforeAll
    void begin() {
        server.begin();
    }

    @AfterAll
    void close() {
        server.close();
        Await.result(vertx.close());
    }

    /** All are played before figures are compared: /metrics shows streams that are live, and is read anew every 5 s. */
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    @Test
    void allComeToTheirFigures() {
        ScenarioPlayer player = new ScenarioPlayer(
                vertx, URI.create("http://127.0.0.1:" + server.port()), clock, (now, orders, gmv) -> {});
        List<Scenario> scenarios = Scenarios.names().stream().map(Scenarios::of).toList();
        List<Figure> figures = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            Await.result(player.play(scenario, Duration.ZERO), LONGEST);
            figures.addAll(scenario.figures());
        }
        assertEquals(List.of(), Await.result(player.compare(figures)));
        scenarios.forEach(scenario -> Await.result(player.end(scenario)));
        assertEquals(List.of(), server.audit());
        assertEquals(List.of(), server.auditCampaigns());
    }
}
