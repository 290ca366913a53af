package org.livetally.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.streams.life.StreamsServer.ONE;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.life.StreamsServer;
import org.livetally.testing.Await;
import org.livetally.testing.RedisWork;
import org.livetally.testing.TestRedis;

/** The figures of groups over REST, read from Redis as seldom as promised. */
final class SharedFiguresTest {
    private static final String GROUPS = ONE + "/groups";
    private static final String FIGURES = GROUPS + "?figures=true";
    private static final StreamKeys KEYS = new StreamKeys(StreamsServer.ID);

    @RegisterExtension
    final StreamsServer server = StreamsServer.withStream();

    private static void bought(String group, long gmv, long orders, long buyers) {
        TestRedis.command("ZADD", KEYS.ranking(Dimension.GROUPS), Long.toString(gmv), group);
        count(group, Measure.ORDERS, orders);
        count(group, Measure.BUYERS, buyers);
        TestRedis.command("HINCRBY", KEYS.totals(), "version", "1");
    }

    private static void count(String group, Measure measure, long count) {
        if (count != 0) {
            TestRedis.command("HSET", KEYS.counts(), Dimension.GROUPS.countField(measure, group), Long.toString(count));
        }
    }

    @Test
    void eachGroupHasItsFiguresAndThoseOfItsTree() {
        server.http()
                .send("PUT", GROUPS, "{\"仁爱社区\":{\"parent\":\"秀洲区\",\"headCount\":150},\"秀洲区\":{\"headCount\":900}}");
        bought("仁爱社区", 9_007_199_254_000_000L, 7, 3);
        bought("秀洲区", 50, 1, 1);
        bought("粉丝团", 20, 2, 0);

        assertEquals(
                "{\"秀洲区\":{\"headCount\":900,\"gmv\":50,\"orders\":1,\"buyers\":1,\"participation\":0.0011,"
                        + "\"total\":{\"gmv\":9007199254000050,\"orders\":8,\"buyers\":4,\"headCount\":900,\"participation\":0.0044}},"
                        + "\"仁爱社区\":{\"parent\":\"秀洲区\",\"headCount\":150,\"gmv\":9007199254000000,\"orders\":7,\"buyers\":3,\"participation\":0.02,"
                        + "\"total\":{\"gmv\":9007199254000000,\"orders\":7,\"buyers\":3,\"headCount\":150,\"participation\":0.02}},"
                        + "\"粉丝团\":{\"gmv\":20,\"orders\":2,\"buyers\":0,\"total\":{\"gmv\":20,\"orders\":2,\"buyers\":0}}}",
                server.get(FIGURES).body());
        assertEquals(
                "\uFEFFgroup,parent,headCount,gmv,orders,buyers,participation,total.gmv,total.orders,total.buyers,total.headCount,total.participation\r\n"
                        + "秀洲区,,900,50,1,1,0.0011,9007199254000050,8,4,900,0.0044\r\n"
                        + "仁爱社区,秀洲区,150,9007199254000000,7,3,0.02,9007199254000000,7,3,150,0.02\r\n"
                        + "粉丝团,,,20,2,0,,20,2,0,,\r\n",
                server.get(GROUPS + ".csv?figures=true").body());
        assertEquals(200, server.get(GROUPS + ".xlsx?figures=true").statusCode());
    }

    @Test
    void groupsOfLowRankAreReadIfTheyAreInTheTree() {
        JsonObject tree = new JsonObject();
        for (int i = 0; i < 1_200; i++) {
            tree.put("in the tree " + i, new JsonObject().put("headCount", 5));
            bought("in the tree " + i, 1, 1, 1);
        }
        for (int i = 0; i < FigureReader.MAX_RANKED + 100; i++) {
            bought("other " + i, 100 + i, 2, 0);
        }
        server.http().send("PUT", GROUPS, tree.encode());

        JsonObject figures = new JsonObject(server.get(FIGURES).body());

        assertEquals(FigureReader.MAX_RANKED + 1_200, figures.size());
        assertEquals(0.2, figures.getJsonObject("in the tree 1199").getDouble("participation"));
        assertTrue(figures.containsKey("other 100") && !figures.containsKey("other 99"));
    }

    @Test
    void anyNumberOfWallsCostsOneReadingInTwoSeconds() {
        bought("仁爱社区", 10, 1, 1);
        String tag = tag(server.get(FIGURES));

        Map<String, Long> work = RedisWork.of(() -> {
            for (int i = 0; i < 50; i++) {
                assertEquals(200, server.get(FIGURES).statusCode());
            }
            assertEquals(304, ifNoneMatch(tag).statusCode());
        });
        assertFalse(work.containsKey("evalsha") || work.containsKey("hgetall"), work::toString);

        bought("仁爱社区", 30, 2, 1);
        Await.until("the figures are new", () -> ifNoneMatch(tag).statusCode() == 200);
        assertTrue(server.get(FIGURES).body().contains("\"gmv\":30"));
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private HttpResponse<String> ifNoneMatch(String tag) {
        return server.http().send(server.http().request(FIGURES).header("If-None-Match", tag));
    }

    @Test
    void thereAreNoFiguresWithoutAStream() {
        assertEquals(
                404,
                server.get(StreamsServer.ALL + "/nowhere/groups?figures=true").statusCode());
        assertEquals("{}", server.get(FIGURES).body());
    }
}
