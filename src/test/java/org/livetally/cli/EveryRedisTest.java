package org.livetally.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Limits;
import org.livetally.settings.RedisAddress;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.EarlierData;
import org.livetally.testing.FakeSentinel;
import org.livetally.testing.KeyContents;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RedisCluster;
import org.livetally.testing.RedisProcess;
import org.livetally.testing.TlsRedis;

/**
 * Every command that works on Redis itself, on a Redis Cluster and through Sentinels: with a user that has the documented rights
 * and no others, and with a password of any signs. What is restored was backed up on a single Redis.
 */
final class EveryRedisTest {
    private static final String USER = "tally@home";
    private static final String PASSWORD = "p@/:?#&+%, é";
    /** Lists of rights between backticks, as the documents have them. */
    private static final Pattern RIGHTS = Pattern.compile("`((?:~livetally:\\* )?\\+[a-z+|\\s-]+)`");

    @TempDir
    private static Path directory;

    private static Path backup;

    @BeforeAll
    static void backUp() throws IOException {
        Path data = EarlierData.unpack(directory.resolve("data"));
        backup = directory.resolve("backup");
        runs("backup", backup.toString(), "--data-dir", data.toString());
    }

    @Test
    void inACluster() throws Exception {
        try (RedisCluster cluster = RedisCluster.start()) {
            for (RedisProcess master : cluster.masters()) {
                allow(master, "docs/guide.md", "docs/clusters.md");
            }
            everyCommand(cluster.uri().replace("://", "://" + login()), cluster.masters());
            overTls(cluster.masters());
        }
    }

    /**
     * The packaged redis-server has no TLS. So each master announces a server in front of it that has, first by its address, which
     * the certificate does not name, then by its host.
     */
    private static void overTls(List<RedisProcess> masters) throws Exception {
        try (TlsRedis certified = TlsRedis.start(directory, "dns:localhost")) {
            List<TlsRedis> fronts = masters.stream()
                    .map(master -> certified.another(master.port()))
                    .toList();
            for (int i = 0; i < masters.size(); i++) {
                masters.get(i)
                        .ask(
                                "CONFIG",
                                "SET",
                                "cluster-announce-port",
                                Integer.toString(fronts.get(i).port()));
            }
            awaitSlots(masters, "127.0.0.1", fronts);
            Path uri = directory.resolve("tls");
            Files.writeString(
                    uri,
                    "rediss+cluster://" + login() + "localhost:" + fronts.get(0).port());
            String[] there = {
                "--redis-uri-file",
                uri.toString(),
                "--redis-ca",
                certified.certificate().toString()
            };
            CommandOutcome refused = CommandOutcome.run(concat(new String[] {"audit"}, there));
            assertEquals(1, refused.exit(), refused::toString);
            assertTrue(refused.err().contains("--redis-ca must hold"), refused::toString);

            for (RedisProcess master : masters) {
                master.ask("CONFIG SET cluster-announce-hostname localhost");
                master.ask("CONFIG SET cluster-preferred-endpoint-type hostname");
            }
            awaitSlots(masters, "localhost", fronts);
            assertTrue(runs(
                            "audit",
                            there,
                            "--archive-dir",
                            directory.resolve("archives").toString())
                    .contains("@year: "));
            fronts.forEach(TlsRedis::close);
        }
    }

    private static void awaitSlots(List<RedisProcess> masters, String host, List<TlsRedis> fronts) {
        Await.until(
                "all masters tell " + host,
                () -> masters.stream()
                        .map(master -> String.valueOf(master.ask("CLUSTER SLOTS")))
                        .allMatch(slots ->
                                fronts.stream().allMatch(front -> slots.contains("[" + host + ", " + front.port()))));
    }

    @Test
    void throughSentinels() throws IOException {
        try (RedisProcess redis = RedisProcess.start();
                FakeSentinel sentinel = FakeSentinel.of(redis.port())) {
            allow(redis, "docs/guide.md");
            everyCommand("redis+sentinel://" + login() + "127.0.0.1:" + sentinel.port() + "/livetally", List.of(redis));
        }
    }

    private static void everyCommand(String uri, Collection<RedisProcess> masters) throws IOException {
        Path address = Files.writeString(directory.resolve("address"), uri);
        String[] there = {"--redis-uri-file", address.toString()};
        Path archives = Files.createDirectories(directory.resolve("archives"));
        String[] archive = {"--archive-dir", archives.toString()};

        String restored = runs("restore", there, backup.toString());
        assertTrue(restored.contains(" 0 differences"), restored);
        Path again = Files.createTempDirectory(directory, "again").resolve("backup");
        runs("backup", there, again.toString());
        try (RedisProcess single = RedisProcess.start()) {
            runs("restore", again.toString(), "--redis-uri", single.uri());
            for (String stream : List.of("spring-fair", "autumn-fair")) {
                assertEquals(contents(single, stream), contents(owner(masters, stream), stream));
            }
        }
        serve(uri);
        assertTrue(runs("audit", there).contains("@year: "));
        String erased = runs("erase", concat(there, archive), "--buyer", "b7", "--yes");
        assertTrue(erased.contains("stands for the buyer in 8 orders"), erased);
        runs("archive", concat(there, archive), "autumn-fair");
        runs("audit", concat(there, archive));
        CommandOutcome token = CommandOutcome.run(
                concat(new String[] {"token", "--role", "operator", "--data-dir", directory.toString()}, there));
        assertFalse(token.err().contains("not listed"), token::toString);
        runs("revoke", there, token.out().strip());
        for (RedisProcess master : masters) {
            assertEquals("[]", String.valueOf(master.ask("ACL LOG")), "what Redis refused");
        }
    }

    /** Until the campaign is counted, which no backup has. */
    private static void serve(String uri) {
        Settings settings = new Settings(
                "127.0.0.1", 0, null, new RedisAddress(uri), directory, AccessSettings.DEFAULT, Limits.DEFAULTS);
        try (LiveServer server = LiveServer.start(settings, EarlierData.THEN)) {
            Await.until(
                    "the campaign is counted",
                    () -> server.send("GET", "/api/campaigns/year", "").body().contains("\"built\":true"));
        }
    }

    /** Without what audits note. */
    private static Map<String, Object> contents(RedisProcess redis, String stream) {
        StreamKeys keys = new StreamKeys(stream);
        Map<String, Object> contents = KeyContents.of(redis.uri(), keys);
        contents.keySet().removeAll(List.of(keys.seal(), keys.checkpoints()));
        ((Map<?, ?>) Objects.requireNonNull(contents.get(keys.totals()))).remove("version");
        return contents;
    }

    private static RedisProcess owner(Collection<RedisProcess> masters, String stream) {
        String key = new StreamKeys(stream).settings();
        return masters.stream()
                .filter(master -> masters.size() == 1 || isThere(master, key))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isThere(RedisProcess master, String key) {
        try {
            return "1".equals(String.valueOf(master.ask("EXISTS", key)));
        } catch (AssertionError moved) {
            return false;
        }
    }

    private static void allow(RedisProcess redis, String... documents) throws IOException {
        List<String> user = new ArrayList<>(List.of("ACL", "SETUSER", USER, "on", ">" + PASSWORD, "resetchannels"));
        for (String document : documents) {
            Matcher list = RIGHTS.matcher(Files.readString(Path.of(document)));
            while (list.find()) {
                if (!list.group(1).contains("sentinel")) { // those have users of their own
                    user.addAll(List.of(list.group(1).strip().split("\\s+")));
                }
            }
        }
        redis.ask(user.toArray(String[]::new));
    }

    private static String login() {
        return encoded(USER) + ":" + encoded(PASSWORD) + "@";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String runs(String command, String[] options, String... args) {
        return runs(concat(concat(new String[] {command}, args), options));
    }

    private static String runs(String... args) {
        CommandOutcome outcome = CommandOutcome.run(args);
        assertEquals(0, outcome.exit(), outcome::toString);
        assertFalse(outcome.err().contains("é"), outcome::toString);
        return outcome.out();
    }

    private static String[] concat(String[] first, String... second) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(second));
        return all.toArray(String[]::new);
    }
}
