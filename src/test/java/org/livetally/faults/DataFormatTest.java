package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.cli.CommandOutcome;
import org.livetally.redis.client.StreamKeys;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.redis.embedded.Processes;
import org.livetally.settings.Settings;
import org.livetally.testing.EarlierData;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RedisProcess;

/** Data of other versions. */
final class DataFormatTest {
    @TempDir
    Path directory;

    @Test
    void dataOfTheVersionBeforeIsTakenOverAndShowsTheSame() throws Exception {
        Path data = EarlierData.unpack(directory.resolve("data"));
        try (EmbeddedRedis redis = EmbeddedRedis.start(data)) {
            assertEquals("", format(redis.uri()));
            CommandOutcome audit = CommandOutcome.run("audit", "--redis-uri", redis.uri());
            assertEquals("", format(redis.uri()), "an audit changes nothing");
            assertTrue(audit.out().contains("2 streams and 1 campaigns audited, 0 differences"), audit::toString);
            try (LiveServer server = LiveServer.start(redis.uri(), EarlierData.THEN)) {
                assertEquals("3", format(redis.uri()));
                assertShown(server);
                // As if the machine had lost power just after the number was written.
                Processes.kill(redis.pid());
            }
        }
        try (LiveServer again = LiveServer.start(new Settings("127.0.0.1", 0, null, data), EarlierData.THEN)) {
            assertEquals("3", format(again.redisUri()));
            assertShown(again);
            assertEquals(List.of(), again.audit());
            assertEquals(List.of(), again.auditCampaigns());
        }
    }

    @Test
    void newDataIsStampedAndDataOfALaterVersionIsRefusedByName() {
        try (RedisProcess redis = RedisProcess.start()) {
            try (LiveServer server = LiveServer.start(redis.uri(), InstantSource.system())) {
                assertEquals("3", format(redis.uri()));
                server.live("naqu");
            }
            redis.ask("SET", StreamKeys.FORMAT, "4");
            String refused = "the data has format 4; this program (version dev) knows up to 3";
            for (List<String> command :
                    List.of(List.of("serve", "--port", "0"), List.of("audit"), List.of("revoke", "f00dfeedf00dfeed"))) {
                CommandOutcome outcome =
                        CommandOutcome.run(Stream.concat(command.stream(), Stream.of("--redis-uri", redis.uri()))
                                .toArray(String[]::new));
                assertEquals(1, outcome.exit(), outcome::toString);
                assertTrue(outcome.err().contains(refused), outcome::toString);
            }
            assertEquals("4", format(redis.uri()));
        }
    }

    private static void assertShown(LiveServer server) throws IOException {
        JsonObject then = new JsonObject(new String(EarlierData.boards().readAllBytes(), StandardCharsets.UTF_8));
        for (String board : then.fieldNames()) {
            JsonObject now = server.snapshot(board).getJsonObject("board");
            JsonObject sections = then.getJsonObject(board);
            for (String section : sections.fieldNames()) {
                assertEquals(sections.getValue(section), now.getValue(section), board + "/" + section);
            }
        }
    }

    private static String format(String uri) {
        try (RedisClient client = new RedisClient(uri)) {
            Response found = client.ask("GET", StreamKeys.FORMAT);
            return found == null ? "" : found.toString();
        }
    }
}
