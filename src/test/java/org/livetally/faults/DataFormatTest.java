package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.cli.CommandOutcome;
import org.livetally.redis.client.StreamKeys;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.redis.embedded.Processes;
import org.livetally.settings.Settings;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RedisProcess;

/**
 * Data of other versions. {@code formats/1.zip} is the data directory of the last version whose data had no number, and
 * {@code formats/1.json} what its boards showed; its streams have orders in all states, refunds, shows, numbers, groups, deals,
 * viewers, a connector and a campaign.
 */
final class DataFormatTest {
    /** When the data was written: its orders have not expired. */
    private static final InstantSource THEN = InstantSource.fixed(Instant.ofEpochMilli(1_795_971_991_000L));

    @TempDir
    Path directory;

    @Test
    void dataOfTheVersionBeforeIsTakenOverAndShowsTheSame() throws Exception {
        Path data = unpack();
        try (EmbeddedRedis redis = EmbeddedRedis.start(data)) {
            assertEquals("", format(redis.uri()));
            CommandOutcome audit = CommandOutcome.run("audit", "--redis-uri", redis.uri());
            assertEquals("", format(redis.uri()), "an audit changes nothing");
            assertTrue(audit.out().contains("2 streams and 1 campaigns audited, 0 differences"), audit::toString);
            try (LiveServer server = LiveServer.start(redis.uri(), THEN)) {
                assertEquals("2", format(redis.uri()));
                assertShown(server);
                // As if the machine had lost power just after the number was written.
                Processes.kill(redis.pid());
            }
        }
        try (LiveServer again = LiveServer.start(new Settings("127.0.0.1", 0, null, data), THEN)) {
            assertEquals("2", format(again.redisUri()));
            assertShown(again);
            assertEquals(List.of(), again.audit());
            assertEquals(List.of(), again.auditCampaigns());
        }
    }

    @Test
    void newDataIsStampedAndDataOfALaterVersionIsRefusedByName() {
        try (RedisProcess redis = RedisProcess.start()) {
            try (LiveServer server = LiveServer.start(redis.uri(), InstantSource.system())) {
                assertEquals("2", format(redis.uri()));
                server.live("naqu");
            }
            redis.ask("SET", StreamKeys.FORMAT, "3");
            String refused = "the data has format 3; this program (version dev) knows up to 2";
            for (List<String> command :
                    List.of(List.of("serve", "--port", "0"), List.of("audit"), List.of("revoke", "f00dfeedf00dfeed"))) {
                CommandOutcome outcome =
                        CommandOutcome.run(Stream.concat(command.stream(), Stream.of("--redis-uri", redis.uri()))
                                .toArray(String[]::new));
                assertEquals(1, outcome.exit(), outcome::toString);
                assertTrue(outcome.err().contains(refused), outcome::toString);
            }
            assertEquals("3", format(redis.uri()));
        }
    }

    private static void assertShown(LiveServer server) throws IOException {
        JsonObject then =
                new JsonObject(new String(resource("/formats/1.json").readAllBytes(), StandardCharsets.UTF_8));
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

    /** A copy of the old data directory. */
    private Path unpack() throws IOException {
        Path data = Files.createDirectory(
                directory.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (ZipInputStream zip = new ZipInputStream(resource("/formats/1.zip"))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = data.resolve(entry.getName());
                Files.createDirectories(file.resolveSibling(""));
                Files.copy(zip, file);
            }
        }
        return data;
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(DataFormatTest.class.getResourceAsStream(name));
    }
}
