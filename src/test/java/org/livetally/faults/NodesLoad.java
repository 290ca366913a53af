package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.livetally.app.Auditor;
import org.livetally.ledger.replay.Audit;
import org.livetally.settings.RedisAddress;
import org.livetally.testing.Await;
import org.livetally.testing.Receipts;
import org.livetally.testing.Requests;
import org.livetally.testing.ResendingProducer;
import org.livetally.testing.ReturningScreen;

/**
 * Load on many streams over several nodes during faults: of each stream a producer that sends everything again until it is
 * acked, and a screen that comes back and may never show less than before; and a campaign over all of them. Afterwards
 * {@link #settle} checks that what was acked is in the ledgers, once, that figures are those of the ledgers, and that
 * screens and the campaign show them.
 */
final class NodesLoad implements AutoCloseable {
    private static final String CAMPAIGN = "nodes";
    private static final int WINDOW = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<Integer> ports;
    private final List<Sold> sold;
    private final ReturningScreen campaign;

    /** A stream with its load. */
    private record Sold(
            String stream, FaultOrders orders, Receipts receipts, ResendingProducer producer, ReturningScreen screen) {
        static Sold on(String stream, int ordersASecond, int producers, int screens) {
            FaultOrders orders = new FaultOrders(stream, "ch-" + stream, ordersASecond);
            Receipts receipts = new Receipts();
            return new Sold(
                    stream,
                    orders,
                    receipts,
                    new ResendingProducer(producers, orders, WINDOW, receipts),
                    ReturningScreen.open(screens, stream));
        }
    }

    /**
     * Creates the streams, and starts to sell; returns when orders of each are acked.
     *
     * @param ports of nodes, or of proxies to them, which producers and screens take in turn
     * @param ordersASecond of each stream
     */
    NodesLoad(List<Integer> ports, int streams, int ordersASecond) {
        this.ports = ports;
        List<String> ids =
                IntStream.range(0, streams).mapToObj(i -> "show-" + i).toList();
        ids.forEach(id -> {
            post("/api/streams", new JsonObject().put("id", id).put("title", "Show " + id));
            post("/api/streams/" + id + "/start", new JsonObject());
        });
        post(
                "/api/campaigns",
                new JsonObject().put("id", CAMPAIGN).put("title", "All").put("streams", new JsonArray(ids)));
        campaign = ReturningScreen.open(port(0), "@" + CAMPAIGN);
        sold = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            sold.add(Sold.on(ids.get(i), ordersASecond, port(i), port(i + 1)));
        }
        awaitAcks(5);
    }

    private int port(int number) {
        return ports.get(number % ports.size());
    }

    private void post(String path, JsonObject body) {
        HttpResponse<String> answer = Requests.send(port(0), "POST", path, body.encode());
        assertEquals(2, answer.statusCode() / 100, answer::body);
    }

    /** The streams that are sold on. */
    List<String> streams() {
        return sold.stream().map(Sold::stream).toList();
    }

    /** Waits until each stream has this many more acks; returns how many ms that took. */
    long awaitAcks(int more) {
        return awaitAcks(sold, more);
    }

    /** The same without a stream that has to wait. */
    long awaitAcksBut(String stream, int more) {
        return awaitAcks(
                sold.stream().filter(each -> !each.stream.equals(stream)).toList(), more);
    }

    /** The same of the streams only that are sold at one of the nodes, by its number. */
    long awaitAcksAt(int node, int more) {
        return awaitAcks(
                IntStream.range(0, sold.size())
                        .filter(i -> i % ports.size() == node)
                        .mapToObj(sold::get)
                        .toList(),
                more);
    }

    /** Waits until all nodes say that they are ready. */
    void awaitReady() {
        ports.forEach(port -> Await.until(
                "ready", () -> Requests.send(port, "GET", "/health/ready", "").statusCode() == 200));
    }

    private static long awaitAcks(List<Sold> of, int more) {
        long start = System.nanoTime();
        List<Integer> goals =
                of.stream().map(each -> each.receipts.acked() + more).toList();
        for (int i = 0; i < of.size(); i++) {
            Sold each = of.get(i);
            int goal = goals.get(i);
            Await.until(
                    more + " more acks of " + each.stream,
                    PATIENCE,
                    () -> !each.producer.hasEnded() && each.receipts.acked() >= goal);
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** How often screens came back. */
    int returns() {
        return sold.stream().mapToInt(each -> each.screen.returns()).sum() + campaign.returns();
    }

    /** How many screens were told that their figures are old. */
    long toldStale() {
        return sold.stream().filter(each -> each.screen.stale() > 0).count();
    }

    /** Waits until producers have sent everything and got their acks; then everything must agree. */
    void settle(String redisUri) {
        sold.forEach(each -> each.orders.stopBuying());
        Await.until("all is acked", PATIENCE, () -> sold.stream().allMatch(each -> each.producer.hasEnded()));
        long gmv = 0;
        int messages = 0;
        try (RedisClient redis = new RedisClient(redisUri)) {
            for (Sold each : sold) {
                LedgerView ledger = LedgerView.readUnaudited(redis, each.stream);
                assertEquals(ledger.known, each.receipts.seqs(), "known and acked, with their seqs");
                ledger.assertConsistent();
                assertShows(each.screen, each.stream, ledger.gmv, ledger.refunded);
                gmv += ledger.gmv;
                messages += ledger.messages.size();
            }
        }
        long all = gmv;
        Await.until("the campaign's screen shows " + all + ", not " + campaign.gmv(), () -> campaign.gmv() == all);
        assertAudited(redisUri);
        System.out.printf(
                "NODES %d streams, %d messages acked once, screens came back %d times%n",
                sold.size(), messages, returns());
    }

    private static void assertShows(ReturningScreen screen, String stream, long gmv, long refunded) {
        Await.until(
                "the screen of " + stream + " shows " + gmv + ", not " + screen.gmv(),
                () -> screen.gmv() == gmv && screen.refunded() == refunded);
    }

    private void assertAudited(String redisUri) {
        Vertx vertx = Vertx.vertx();
        try {
            RedisAddress address = new RedisAddress(redisUri);
            List<Audit.Report> streams = Await.result(Auditor.audit(vertx, address, null), PATIENCE);
            assertEquals(sold.size(), streams.size(), "streams that were audited");
            streams.forEach(report -> assertEquals(List.of(), report.differences(), report.stream()));
            List<Audit.Report> campaigns = Await.result(
                    Auditor.auditCampaigns(vertx, new Auditor.Data(address), CAMPAIGN, said -> {}), PATIENCE);
            assertEquals(1, campaigns.size(), "campaigns that were audited");
            assertEquals(List.of(), campaigns.get(0).differences(), "the campaign");
        } finally {
            Await.result(vertx.close());
        }
    }

    @Override
    public void close() {
        sold.forEach(each -> {
            each.producer.terminate();
            each.screen.close();
        });
        campaign.close();
    }
}
