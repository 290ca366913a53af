package org.livetally.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.cli.CommandOutcome.run;
import static org.livetally.testing.OrderJson.order;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TamperedLedger;
import org.livetally.testing.TestRedis;

/** Exit codes, by which scripts decide: 0 done, 1 something differs, 2 a bad value, which is named. */
final class CommandLineTest {
    @TempDir
    private Path directory;

    @Test
    void auditOfFiguresThatAgreeExitsWith0() {
        sellInTwoShops();

        CommandOutcome audit = run("audit", "--redis-uri", TestRedis.uri());

        assertEquals(0, audit.exit(), audit::toString);
        assertTrue(audit.out().contains("shop-a: 2 messages, gmv 300, "), audit::toString);
        assertTrue(audit.out().contains("shop-b: 1 messages, gmv 7, "), audit::toString);
        assertTrue(audit.out().endsWith("2 streams audited, 0 differences\n"), audit::toString);
    }

    @Test
    void auditPrintsWhatDiffersAndExitsWith1() {
        sellInTwoShops();
        TestRedis.command("HINCRBY", new StreamKeys("shop-a").totals(), "gmv", "1");

        CommandOutcome all = run("audit", "--redis-uri", TestRedis.uri());
        CommandOutcome other = run("audit", "--redis-uri", TestRedis.uri(), "--stream", "shop-b");

        assertEquals(1, all.exit(), all::toString);
        assertTrue(all.out().contains("  gmv: the ledger says 300, Redis holds 301\n"), all::toString);
        assertTrue(all.out().endsWith("2 streams audited, 1 differences\n"), all::toString);
        assertEquals(0, other.exit(), other::toString);
        assertTrue(other.out().endsWith("1 streams audited, 0 differences\n"), other::toString);
    }

    @Test
    void auditPrintsASealThatItProvesLater() {
        sellInTwoShops();
        StreamKeys shop = new StreamKeys("shop-a");
        CommandOutcome first = run("audit", "--redis-uri", TestRedis.uri(), "--stream", "shop-a");
        Matcher line =
                Pattern.compile("(?m)^  sealed ([0-9a-f]{64}@\\d+-\\d+)$").matcher(first.out());
        assertTrue(line.find(), first::toString);
        String seal = line.group(1);
        assertEquals(seal.substring(0, 64), TestRedis.text("HGET", shop.seal(), "sha256"));
        assertEquals("0", TestRedis.text("HGET", shop.seal(), "differences"));

        CommandOutcome proven = run(
                "audit", "--redis-uri", TestRedis.uri(), "--stream", "shop-a", "--seal", seal.toUpperCase(Locale.ROOT));
        assertEquals(0, proven.exit(), proven::toString);

        CommandOutcome ofWhich = run("audit", "--redis-uri", TestRedis.uri(), "--seal", seal);
        assertEquals(2, ofWhich.exit(), ofWhich::toString);
        assertTrue(ofWhich.err().startsWith("--seal is that of one stream"), ofWhich::toString);

        CommandOutcome bad = run("audit", "--redis-uri", TestRedis.uri(), "--seal", seal.substring(1));
        assertEquals(2, bad.exit(), bad::toString);
        assertTrue(bad.err().startsWith("--seal: a seal "), bad::toString);

        String mistyped = (seal.startsWith("0") ? "1" : "0") + seal.substring(1);
        CommandOutcome wrong = run("audit", "--redis-uri", TestRedis.uri(), "--stream", "shop-a", "--seal", mistyped);
        assertEquals(1, wrong.exit(), wrong::toString);
        assertEquals("0", TestRedis.text("HGET", shop.seal(), "differences"), "no screen shows what somebody mistyped");
        assertEquals("0", result("shop-a"));

        TamperedLedger.change(shop, 0, "\"status\":\"paid\"", "\"status\": \"paid\"");
        CommandOutcome refused = run("audit", "--redis-uri", TestRedis.uri(), "--stream", "shop-a", "--seal", seal);
        assertEquals(1, refused.exit(), refused::toString);
        assertTrue(refused.out().contains("  the ledger does not begin with the seal " + seal), refused::toString);
        assertTrue(refused.out().endsWith("1 streams audited, 1 differences\n"), refused::toString);
        assertEquals(seal.substring(0, 64), TestRedis.text("HGET", shop.seal(), "sha256"), "the proof stays");
        assertEquals("1", TestRedis.text("HGET", shop.seal(), "differences"));
        assertEquals("1", result("shop-a"));
        assertEquals(1, run("audit", "--redis-uri", TestRedis.uri()).exit(), "and is found by every later audit");
    }

    /** How many differences /metrics has of a stream. */
    private static String result(String stream) {
        String json = Objects.requireNonNull(TestRedis.text("HGET", StreamKeys.AUDIT, stream));
        return new JsonObject(json).getValue("differences").toString();
    }

    @Test
    void scenariosAreListedAndAnUnknownOneIsNamed() {
        CommandOutcome list = run("demo", "--list-scenarios");
        assertEquals(0, list.exit(), list::toString);
        assertTrue(list.out().startsWith("naqu-4500m "), list::toString);

        CommandOutcome unknown = run("demo", "--scenario", "no-such");
        assertEquals(2, unknown.exit(), unknown::toString);
        assertTrue(unknown.err().startsWith("--scenario: there is no no-such"), unknown::toString);
    }

    @Test
    void auditOfAnEmptyRedisIsNoSuccess() {
        TestRedis.flush();

        CommandOutcome audit = run("audit", "--redis-uri", TestRedis.uri());

        assertEquals(1, audit.exit(), audit::toString);
        assertEquals("", audit.out());
        assertTrue(audit.err().contains("no streams were found"), audit::toString);
    }

    @Test
    void auditReadsTheDirectoryOfAServerThatRunsAndOfOneThatStopped() {
        Path data = directory.resolve("data");
        try (LiveServer server = LiveServer.startOn(data)) {
            server.live("shop");
            server.postOrders(order("shop", "o-1", 100).encode());
            assertShopAgrees(run("audit", "--data-dir", data.toString()));
        }

        assertShopAgrees(run("audit", "--data-dir", data.toString()));

        try (LiveServer again = LiveServer.startOn(data)) {
            assertEquals(100, again.board("shop", "totals").getLong("gmv"));
        }
    }

    @Test
    void auditOfAStreamThatDoesNotExistExitsWith2() {
        TestRedis.flush();

        CommandOutcome audit = run("audit", "--redis-uri", TestRedis.uri(), "--stream", "nowhere");

        assertEquals(2, audit.exit(), audit::toString);
        assertTrue(audit.err().contains("--stream: there is no stream nowhere"), audit::toString);
    }

    @ParameterizedTest
    @CsvSource({"http://x", "localhost:6379", "redis"})
    void auditOfWhatIsNoAddressExitsWith2(String uri) {
        CommandOutcome audit = run("audit", "--redis-uri", uri);

        assertEquals(2, audit.exit(), audit::toString);
        assertTrue(audit.err().startsWith("--redis-uri must be redis://"), audit::toString);
    }

    @Test
    void auditOfADirectoryThatDoesNotExistExitsWith2AndMakesNone() {
        Path missing = directory.resolve("missing");

        CommandOutcome audit = run("audit", "--data-dir", missing.toString());

        assertEquals(2, audit.exit(), audit::toString);
        assertTrue(audit.err().contains("--data-dir: there is no data in " + missing), audit::toString);
        assertFalse(Files.exists(missing));
    }

    @ParameterizedTest
    @CsvSource({
        "--port, 99999",
        "--port, -1",
        "--port, http",
        "--host, ''",
        "--trusted-proxies, 10.0.0.0/33",
        "--trusted-proxies, proxy.example",
        "--base-path, tally",
        "--redis-uri, http://x",
        "--redis-uri, redis",
        "--redis-uri, redis://user:secret@:nowhere",
    })
    void serveExitsWith2AndNamesTheBadOption(String option, String value) {
        CommandOutcome serve = run(
                "serve",
                option,
                value,
                "--data-dir",
                directory.resolve("unused").toString());

        assertEquals(2, serve.exit(), serve::toString);
        assertTrue(serve.err().contains(option), serve::toString);
        assertFalse(serve.err().contains("secret"), serve::toString);
        assertFalse(Files.exists(directory.resolve("unused")));
    }

    @ParameterizedTest
    @CsvSource({"sevre", "''", "--nonsense"})
    void unknownCommandExitsWith2(String word) {
        assertEquals(2, run(word).exit());
    }

    private static void sellInTwoShops() {
        try (LiveServer server = LiveServer.start()) {
            server.live("shop-a");
            server.live("shop-b");
            server.postOrders(order("shop-a", "o-1", 100).encode());
            server.postOrders(order("shop-a", "o-2", 200).encode());
            server.postOrders(order("shop-b", "o-1", 7).encode());
        }
    }

    private static void assertShopAgrees(CommandOutcome audit) {
        assertEquals(0, audit.exit(), audit::toString);
        assertTrue(audit.out().contains("shop: 1 messages, gmv 100, "), audit::toString);
    }
}
