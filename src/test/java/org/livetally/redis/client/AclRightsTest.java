package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.cli.CommandOutcome;
import org.livetally.faults.LogLines;
import org.livetally.metrics.poll.StatsPoller;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Limits;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RedisProcess;
import org.livetally.testing.WholeShow;

/** The rights of a Redis user in docs/guide.md, and in docs/clusters.md, are exactly those that the program needs. */
final class AclRightsTest {
    private static final String STREAM = "naqu-4500m";
    private static final Pattern RIGHTS = Pattern.compile("A user of Redis needs[^`]*(?:`[^`]*audit`,\\s*)`(~[^`]*)`");
    /** What only some need, such as those of a Cluster. */
    private static final Pattern MORE_RIGHTS = Pattern.compile("`(\\+[a-z][a-z+|\\s-]*)`");
    /** {@code redis.call('HGET', …}, {@code call('HGET', …} and {@code redis.pcall('HGET', …} in Lua. */
    private static final Pattern IN_LUA = Pattern.compile("\\bp?call\\('([A-Z]+)'");
    /** {@code Command.HGET}, and the commands that scripts are told: {@code "HSCAN"}. */
    private static final Pattern IN_JAVA = Pattern.compile("\\bCommand\\.([A-Z]+)\\b|\"([HSZ]SCAN|X(?:REV)?RANGE)\"");

    @TempDir
    private Path directory;

    @Test
    void theListNamesEveryCommandAndNoOther() throws IOException {
        Set<String> used = new TreeSet<>();
        used.addAll(found(IN_LUA, Path.of("src/main/resources/lua"), ".lua"));
        used.addAll(found(IN_JAVA, Path.of("src/main/java"), ".java"));
        List<String> all = new ArrayList<>(rights());
        MORE_RIGHTS
                .matcher(Files.readString(Path.of("docs/clusters.md")))
                .results()
                .forEach(list -> all.addAll(List.of(list.group(1).split("\\s+"))));
        Set<String> listed = all.stream()
                .filter(right -> right.startsWith("+"))
                .map(right -> right.substring(1).replaceFirst("\\|.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(used, listed);
    }

    /** With such a user, Redis refuses nothing to a server, its clients, an archive and the audit. */
    @Test
    void withTheseRightsEverythingWorks() throws IOException {
        try (RedisProcess redis = RedisProcess.start("--appendonly", "yes", "--appendfsync", "always")) {
            RedisAddress address = user(redis, rights());
            try (LiveServer server = LiveServer.start(settings(address), InstantSource.system())) {
                WholeShow show = new WholeShow(server, STREAM);
                show.run();
                assertEquals(List.of(), server.audit());
                assertTrue(server.send("GET", "/health/ready", "").body().equals("{\"status\":\"UP\"}"));
                show.aCampaign();
                show.anArchive();
                CommandOutcome audit =
                        CommandOutcome.run("audit", "--redis-uri", address.uri(), "--data-dir", directory.toString());
                assertEquals(0, audit.exit(), audit::toString);
            }
            Response refused = redis.ask("ACL LOG");
            assertEquals("[]", String.valueOf(refused), "what Redis refused");
        }
    }

    /** As with many who rent Redis out: what can be read is shown, and the rest is named. */
    @Test
    void withoutInfoAndConfigTheOtherFiguresAreThere() throws IOException {
        try (RedisProcess redis = RedisProcess.start();
                LogLines log = new LogLines(StatsPoller.class.getName())) {
            List<String> fewer = rights().stream()
                    .filter(right -> !right.equals("+info") && !right.equals("+config|get"))
                    .toList();
            try (LiveServer server = LiveServer.start(settings(user(redis, fewer)), InstantSource.system())) {
                server.live(STREAM);
                Await.until("figures of the stream", () -> metrics(server).contains("stream=\"" + STREAM + "\""));
                assertFalse(metrics(server).contains("livetally_redis_memory_bytes"));
                assertTrue(metrics(server).contains("\nlivetally_redis_durable NaN\n"), "no alert for ever");
                JsonObject ready =
                        new JsonObject(server.send("GET", "/health/ready", "").body());
                assertEquals("UP", ready.getString("status"));
                assertEquals(2, ready.getJsonArray("warnings").size(), ready::encode);
                assertTrue(ready.encode().contains("does not answer CONFIG GET"), ready::encode);
                assertTrue(ready.encode().contains("does not answer INFO"), ready::encode);
                assertEquals(1, log.text().lines().count(), log::text);
                assertTrue(log.text().contains("NOPERM"), log::text);
            }
        }
    }

    private static String metrics(LiveServer server) {
        return server.send("GET", "/metrics", "").body();
    }

    private static RedisAddress user(RedisProcess redis, List<String> rights) {
        List<String> user = new ArrayList<>(List.of("ACL", "SETUSER", "livetally", "on", ">s+e/cret", "resetchannels"));
        user.addAll(rights);
        redis.ask(user.toArray(String[]::new));
        return new RedisAddress("redis://livetally:s+e%2Fcret@127.0.0.1:" + redis.port());
    }

    private Settings settings(RedisAddress address) {
        return new Settings(
                "127.0.0.1",
                0,
                null,
                address,
                directory,
                new AccessSettings(false, List.of(), List.of()),
                Limits.DEFAULTS);
    }

    private static List<String> rights() throws IOException {
        Matcher list = RIGHTS.matcher(Files.readString(Path.of("docs/guide.md")));
        assertTrue(list.find(), "the guide lists the rights");
        return List.of(list.group(1).strip().split("\\s+"));
    }

    private static Set<String> found(Pattern command, Path root, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            Set<String> found = new TreeSet<>();
            for (Path file :
                    files.filter(file -> file.toString().endsWith(ending)).toList()) {
                command.matcher(Files.readString(file))
                        .results()
                        .map(AclRightsTest::command)
                        .forEach(found::add);
            }
            return found;
        }
    }

    private static String command(MatchResult match) {
        String name = match.group(1) == null ? match.group(2) : match.group(1);
        return name.toLowerCase(Locale.ROOT);
    }
}
