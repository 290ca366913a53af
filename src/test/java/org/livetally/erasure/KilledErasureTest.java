package org.livetally.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestOrders.order;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.archive.ArchiveDirectory;
import org.livetally.archive.ArchivedLedgers;
import org.livetally.archive.Ledgers;
import org.livetally.campaigns.follow.CampaignAudit;
import org.livetally.campaigns.follow.CampaignErasure;
import org.livetally.campaigns.follow.CampaignFollower;
import org.livetally.cli.CommandOutcome;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Payment;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.erasure.BuyerErasure.Result;
import org.livetally.ledger.count.RecentBatches;
import org.livetally.ledger.record.TestLedger;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.RedisProxy;
import org.livetally.testing.TestRedis;

/** An erasure that ends anywhere leaves a ledger that agrees with its figures, and ends when it runs again. */
final class KilledErasureTest {
    private static final String BUYER = "u-1";
    private static final String COPY_ALL =
            "redis.call('SELECT', ARGV[1]) for _, key in ipairs(redis.call('KEYS', '*')) do "
                    + "redis.call('COPY', key, key, 'DB', ARGV[2]) end";

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @RegisterExtension
    final RedisProxy proxy = new RedisProxy(TestRedis.uri());

    @TempDir
    Path archives;

    private static Order bought(String id, boolean paid, String buyer) {
        return order(id, paid, "wsnb", new Buyer(buyer, "东社", "杭州"), Order.NO_TIME, new Line("tea", 1, 100));
    }

    private void sell() {
        ledger.record(bought("o-1", true, BUYER), bought("o-2", true, "u-2"), bought("o-3", false, BUYER));
        ledger.record(bought("o-4", false, BUYER), bought("o-5", false, "u-3"));
        ledger.record(new Payment("p-3", TestLedger.STREAM, "o-3", Order.NO_TIME));
    }

    private Future<Result> erase(Vertx vertx, String uri) {
        Promise<Result> done = Promise.promise();
        vertx.runOnContext(loop -> {
            RedisLink link = RedisLink.open(vertx, uri);
            link.onConnected(() -> new BuyerErasure(link, BUYER, null, new ArchiveDirectory(archives), said -> {})
                    .erase(vertx, InstantSource.system())
                    .onComplete(done::tryComplete, done::tryFail));
        });
        return done.future();
    }

    /** Whether it came to its end before the connection was cut. */
    private boolean eraseUntil(int request) {
        Vertx vertx = Vertx.vertx();
        proxy.cutAfter(request);
        try {
            Future<Result> done = erase(vertx, proxy.uri());
            Await.until("it has ended, or was cut", () -> done.isComplete() || proxy.hasCut());
            return done.succeeded();
        } finally {
            Await.result(vertx.close());
            proxy.cutAfter(Integer.MAX_VALUE);
            TestRedis.command("DEL", StreamKeys.ERASER); // as if the leases had ended
            TestRedis.command("DEL", TestLedger.KEYS.archiving());
            Archives.unlock(archives); // as if the process had ended
        }
    }

    private static Ledgers ledgers(RedisLink link) {
        return new Ledgers(link, new ArchivedLedgers(new ArchiveDirectory(Path.of("no-archives"))));
    }

    private void follow() {
        Vertx vertx = Vertx.vertx();
        try {
            vertx.runOnContext(loop -> {
                RedisLink link = RedisLink.open(vertx, TestRedis.uri());
                new CampaignFollower(
                                vertx,
                                ledgers(link),
                                new RecentBatches(),
                                InstantSource.system(),
                                "n",
                                any -> Future.succeededFuture())
                        .start();
            });
            String last = TestRedis.text("HGET", TestLedger.KEYS.totals(), "last");
            Await.until(
                    "the campaign has counted",
                    () -> TestRedis.text("HGET", new CampaignKeys("all").cursors(), TestLedger.STREAM)
                            .startsWith(last + " "));
        } finally {
            Await.result(vertx.close());
            TestRedis.command("DEL", new CampaignKeys("all").follower());
        }
    }

    private static void campaign() {
        CampaignKeys keys = new CampaignKeys("all");
        TestRedis.command("HSET", keys.settings(), "title", "All", "currency", "CNY", "createdAt", "1", "edition", "1");
        TestRedis.command("HSET", keys.settings(), "prefix", "n");
        TestRedis.command("HSET", TestLedger.KEYS.settings(), "title", "Naqu", "currency", "CNY", "timezone", "UTC");
        TestRedis.command("SADD", CampaignKeys.INDEX, "all");
    }

    private List<?> auditCampaign() {
        Vertx vertx = Vertx.vertx();
        try {
            Promise<List<?>> found = Promise.promise();
            vertx.runOnContext(loop -> {
                RedisLink link = RedisLink.open(vertx, TestRedis.uri());
                link.onConnected(() -> CampaignAudit.run(ledgers(link), "all", said -> {})
                        .<List<?>>map(report -> report.differences())
                        .onComplete(found::tryComplete, found::tryFail));
            });
            return Await.result(found.future());
        } finally {
            Await.result(vertx.close());
        }
    }

    private static TreeMap<String, String> totals() {
        TreeMap<String, String> totals = new TreeMap<>(TestLedger.hash(TestLedger.KEYS.totals()));
        List.of("version", "last", "erased").forEach(totals::remove);
        totals.put("buyers", TestRedis.text("SCARD", TestLedger.KEYS.buyers()));
        totals.put(
                "of campaign",
                TestRedis.text("SCARD", new CampaignKeys("all").tallies().buyers()));
        totals.put("counts", TestLedger.hash(TestLedger.KEYS.counts()).toString());
        return totals;
    }

    @Test
    void whoBuysAgainBeforeTheCampaignIsErasedIsAnotherBuyer() {
        TestRedis.command("HSET", TestLedger.KEYS.totals(), "tallies", Basis.ALL_TALLIES);
        campaign();
        sell();
        follow();
        TestRedis.command("SREM", CampaignKeys.INDEX, "all"); // so that only the streams are erased
        Vertx vertx = Vertx.vertx();
        try {
            String pseudonym = Objects.requireNonNull(
                    Await.result(erase(vertx, TestRedis.uri())).pseudonym());
            TestRedis.command("SADD", CampaignKeys.INDEX, "all");
            ledger.record(bought("o-9", true, BUYER));

            Promise<Void> done = Promise.promise();
            vertx.runOnContext(loop -> {
                RedisLink link = RedisLink.open(vertx, TestRedis.uri());
                link.onConnected(() -> CampaignErasure.run(link, "all", BUYER, pseudonym, List.of())
                        .onComplete(done::tryComplete, done::tryFail));
            });
            Await.result(done.future());
        } finally {
            Await.result(vertx.close());
        }

        follow();
        assertEquals(List.of(), auditCampaign());
        StreamKeys tallies = new CampaignKeys("all").tallies();
        assertEquals(
                "3", TestRedis.text("SCARD", tallies.buyers()), "the one before, u-2 and the one who bought again");
        assertEquals("3", TestRedis.text("SCARD", tallies.groupBuyers()));
        assertEquals("3", TestRedis.text("HGET", tallies.counts(), Dimension.GROUPS.countField(Measure.BUYERS, "东社")));
    }

    @Test
    void whereverItEndsItCanRunAgain() {
        campaign();
        sell();
        follow();
        TreeMap<String, String> before = totals();
        TestRedis.command("EVAL", COPY_ALL, "0", "0", "1");
        boolean done = false;
        for (int request = 1; !done; request++) {
            assertTrue(request < 200, "it ends by itself");
            TestRedis.command("FLUSHDB");
            TestRedis.command("EVAL", COPY_ALL, "0", "1", "0");

            done = eraseUntil(request);
            assertEquals(List.of(), ledger.audit().differences(), "cut after " + request);

            Vertx vertx = Vertx.vertx();
            Result again = Await.result(erase(vertx, TestRedis.uri()));
            Await.result(vertx.close());
            assertEquals(List.of(), WholeRedis.placesOf(BUYER), "cut after " + request);
            assertEquals(before, totals(), "cut after " + request);
            assertEquals(List.of(), ledger.audit().differences(), "cut after " + request);
            assertEquals(List.of(), auditCampaign(), "cut after " + request);
            assertFalse(done && again.all() > 0, "nothing is left");
        }
    }

    private CommandOutcome command(String name, String... words) {
        List<String> all = new ArrayList<>(List.of(name, "--redis-uri", TestRedis.uri()));
        all.addAll(List.of("--archive-dir", archives.toString()));
        all.addAll(List.of(words));
        return CommandOutcome.run(all.toArray(String[]::new));
    }

    private void assertArchiveIsWhole(String when) {
        CommandOutcome audit = command("audit", "--stream", TestLedger.STREAM);
        assertEquals(0, audit.exit(), () -> when + ": " + audit);
    }

    @Test
    void inAFileItCanRunAgainToo() throws IOException {
        campaign();
        sell();
        TestRedis.command("HSET", TestLedger.KEYS.settings(), "status", "closed");
        CommandOutcome archived = command("archive", TestLedger.STREAM);
        assertEquals(0, archived.exit(), archived::toString);
        TestRedis.command("EVAL", COPY_ALL, "0", "0", "1");
        Map<Path, byte[]> files = Archives.files(archives);
        boolean done = false;
        for (int request = 1; !done; request++) {
            assertTrue(request < 200, "it ends by itself");
            TestRedis.command("FLUSHDB");
            TestRedis.command("EVAL", COPY_ALL, "0", "1", "0");
            Archives.restore(archives, files);

            done = eraseUntil(request);
            assertArchiveIsWhole("cut after " + request);
            if (done) {
                files.forEach(
                        (path, bytes) -> Archives.write(path, bytes)); // as if it had ended before the old one went
            }

            Vertx vertx = Vertx.vertx();
            Result again = Await.result(erase(vertx, TestRedis.uri()));
            Await.result(vertx.close());
            assertEquals(List.of(), Archives.partsWith(archives, "\"" + BUYER + "\""), "cut after " + request);
            assertEquals(Map.of(), again.archived());
            assertArchiveIsWhole("again after " + request);
            assertFalse(done && again.all() > 0, "nothing is left");
        }
    }
}
