package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.cli.CommandOutcome;
import org.livetally.redis.client.StreamKeys;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.OrderJson;
import org.livetally.testing.RedisCluster;
import org.livetally.testing.RedisProcess;
import org.livetally.testing.TestProducer;
import org.livetally.testing.TestScreen;
import org.livetally.testing.WholeShow;

/** The whole product on a Redis Cluster, with streams on each of three servers. */
final class ClusterTest {
    private static final int SERVERS = 3;
    private static RedisCluster cluster;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void begin() {
        cluster = RedisCluster.start();
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @Test
    void everythingWorksWithStreamsOnEveryServer() {
        try (LiveServer server = server()) {
            List<String> streams = IntStream.range(0, SERVERS)
                    .mapToObj(i -> streamOn(i, "show"))
                    .toList();
            WholeShow show = new WholeShow(server, streams.get(0));
            show.run();
            for (String stream : streams.subList(1, SERVERS)) {
                server.live(stream);
                try (TestProducer producer = server.producer()) {
                    recorded(producer, stream, "o-1");
                }
            }
            JsonObject fair =
                    new JsonObject().put("id", "all").put("title", "All").put("streams", new JsonArray(streams));
            assertEquals(
                    201, server.send("POST", "/api/campaigns", fair.encode()).statusCode());
            long gmv = streams.stream().mapToLong(stream -> gmv(server, stream)).sum();
            assertTrue(gmv > 0);
            awaitCampaign(server, gmv);
            assertEquals(List.of(), server.audit());
            assertEquals(List.of(), server.auditCampaigns());

            show.anArchive();
            assertWorks(command("erase", "--buyer", "u-1", "--yes"));
            Await.until(
                    "the campaign is built anew, without the buyer",
                    () -> !command("audit", "--campaign", "all").out().contains("not built yet"));
            assertWorks(command("audit"));
            awaitCampaign(server, gmv);
        }
    }

    private static void awaitCampaign(LiveServer server, long gmv) {
        Await.until(
                "the campaign has counted all",
                () -> server.send("GET", "/api/boards/@all", "").statusCode() == 200 && gmv(server, "@all") == gmv);
    }

    private static void assertWorks(CommandOutcome outcome) {
        assertEquals(0, outcome.exit(), outcome::toString);
    }

    private static CommandOutcome command(String... words) {
        return CommandOutcome.run(Stream.concat(
                        Stream.of(words), Stream.of("--redis-uri", cluster.uri(), "--data-dir", directory.toString()))
                .toArray(String[]::new));
    }

    @Test
    void aServerThatIsAwayHoldsUpNoStreamOfAnother() {
        try (LiveServer server = server();
                TestProducer producer = server.producer();
                TestProducer other = server.producer()) {
            int listsUnpaid = cluster.nodes().indexOf(cluster.owner(StreamKeys.HOLDS)); // which streams of all need
            List<String> well = List.of(
                    streamOn((listsUnpaid + 1) % SERVERS, "well"), streamOn((listsUnpaid + 2) % SERVERS, "well"));
            String ill = streamOn(listsUnpaid, "ill");
            Stream.concat(well.stream(), Stream.of(ill)).forEach(server::live);
            List<TestScreen> screens = well.stream()
                    .map(stream -> TestScreen.open(server.port(), stream, ""))
                    .toList();
            TestScreen stale = TestScreen.open(server.port(), ill, "");
            recorded(other, ill, "before");
            well.forEach(stream -> recorded(producer, unpaid(stream, "before")));

            RedisProcess away = cluster.killMaster(new StreamKeys(ill).settings());
            stale.await("stale", 0);
            other.send(OrderJson.order(ill, "meanwhile", 1).encode());
            for (int i = 0; i < 50; i++) {
                for (String stream : well) {
                    recorded(producer, unpaid(stream, "unpaid-" + i));
                    recorded(producer, stream, "o-" + i);
                }
            }
            screens.forEach(screen -> Await.until(
                    "the screen of a well server goes on",
                    () -> screen.section("totals").getLong("gmv") == 50));
            screens.forEach(screen -> assertEquals(
                    0, screen.count("stale"), () -> screen.messages().toString()));
            HttpResponse<String> ready = server.send("GET", "/health/ready", "");
            assertEquals(503, ready.statusCode());
            assertTrue(ready.body().contains(Integer.toString(away.port())), ready::body);

            away.restart();
            JsonObject answer = other.answer();
            while (Boolean.TRUE.equals(
                    answer.getBoolean("retry"))) { // on a slow machine it was away for longer than an order waits
                answer = other.ask(OrderJson.order(ill, "meanwhile", 1).encode());
            }
            assertEquals("ack", answer.getString("type"), answer::encode);
            Await.until(
                    "the screen is well again", () -> stale.section("totals").getLong("gmv") == 2);
            cluster.awaitOk();
            assertEquals(List.of(), server.audit());
        }
    }

    private static LiveServer server() {
        return LiveServer.start(new Settings("127.0.0.1", 0, cluster.uri(), directory), InstantSource.system());
    }

    /** The id of a stream that is on this master of the beginning. */
    private static String streamOn(int master, String name) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> name + "-" + i)
                .filter(id -> cluster.owner(new StreamKeys(id).settings())
                        == cluster.nodes().get(master))
                .findFirst()
                .orElseThrow();
    }

    private static long gmv(LiveServer server, String board) {
        return server.board(board, "totals").getLong("gmv");
    }

    private static JsonObject unpaid(String stream, String id) {
        return OrderJson.order(stream, id, 1).put("status", "placed");
    }

    private static void recorded(TestProducer producer, String stream, String id) {
        recorded(producer, OrderJson.order(stream, id, 1));
    }

    private static void recorded(TestProducer producer, JsonObject order) {
        JsonObject answer = producer.ask(order.encode());
        assertEquals("recorded", answer.getString("result"), answer::encode);
    }
}
