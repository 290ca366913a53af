package org.livetally.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.livetally.testing.TestRedis;

final class LikesTest extends AudienceFixture {
    @Test
    void likesOfManySocketsOnTwoLoopsAreSummedExactly() {
        AudienceServer second = startServer("node-2");
        List<TestViewer> viewers = Stream.of(server(), second)
                .flatMap(node -> IntStream.range(0, 25).mapToObj(i -> connect(node, "v" + i)))
                .toList();

        for (int count = 1; count <= 20; count++) {
            for (TestViewer viewer : viewers) {
                viewer.like(count);
            }
        }

        viewers.forEach(TestViewer::sync);
        awaitAudience("likes", Integer.toString(50 * 20 * 21 / 2));
        awaitAudience("viewers", "50");
    }

    @Test
    void likeWithoutCountIsOne() {
        connect("v1").send("{\"extra\":[{\"count\":7}],\"type\":\"like\"}");

        awaitAudience("likes", "1");
    }

    @Test
    void excessOfOneConnectionIsDropped() {
        TestViewer greedy = connect("greedy");
        TestViewer modest = connect("modest");
        sendLikes(greedy, 60);
        modest.like(1);
        awaitAudience("likes", "41"); // the burst; the other viewer is not affected

        clock.advance(1_000);
        sendLikes(greedy, 30);
        awaitAudience("likes", "61");

        clock.advance(50);
        greedy.like(100);
        awaitAudience("likes", "161");
    }

    @Test
    void likesCountInTheMinuteInWhichTheyCame() {
        TestViewer viewer = connect("v1");
        viewer.like(3);
        awaitAudience("likes", "3");
        clock.advance(60_000);
        viewer.like(4);
        awaitAudience("likes", "7");

        assertEquals("3", trend(TestClock.START));
        assertEquals("4", trend(TestClock.START + 60_000));
        assertEquals(version(), TestRedis.text("ZSCORE", KEYS.minutes(), minute(TestClock.START + 60_000)));
    }

    @Test
    void whoGivesLikesAnIdIsToldOnceTheyAreCounted() {
        TestViewer viewer = connect("v1");
        TestViewer other = connect("v2");
        server().problem = "less than 128 MiB are free";
        viewer.like("like-\\\"1", 3);
        viewer.like("like-2", 4);
        viewer.like(100);
        other.like(1);
        viewer.sync();
        other.sync();
        viewer.awaitLiked();
        assertEquals("", audience("likes"));

        server().problem = "";
        viewer.awaitLiked("{\"type\":\"liked\",\"id\":\"like-2\",\"count\":7}");
        assertEquals("108", audience("likes"));

        setStatus("ended");
        viewer.like("like-3", 5);
        viewer.awaitLiked(
                "{\"type\":\"liked\",\"id\":\"like-2\",\"count\":7}",
                "{\"type\":\"liked\",\"id\":\"like-3\",\"count\":0}");
        assertEquals("108", audience("likes"));
        other.awaitLiked();
    }

    @Test
    void likesOfAnIdThatIsNoneCountWithoutAnAnswer() {
        TestViewer viewer = connect("v1");
        for (String id : List.of("7", "\"\"", "null", "\"" + "x".repeat(65) + "\"")) {
            viewer.send("{\"type\":\"like\",\"id\":" + id + "}");
        }

        awaitAudience("likes", "4");
        viewer.sync();
        viewer.awaitLiked();
    }

    @Test
    void outsideLiveLikesAndViewsDoNotCountButViewersDo() {
        for (String status : List.of("scheduled", "ended")) {
            setStatus(status);
            TestViewer viewer = connect("v1");
            awaitAudience("viewers", "1");
            viewer.like(5);
            viewer.close();
            awaitAudience("viewers", "0");
        }

        assertEquals("0", audience("likes"));
        assertEquals("0", audience("views"));
        assertEquals("0", audience("uniqueViewers"));
        assertEquals("0", TestRedis.text("EXISTS", KEYS.trend()));
    }

    @Test
    void versionIsRaisedWithLikesAndTheBoardIsTold() {
        TestViewer viewer = connect("v1");
        awaitAudience("viewers", "1");
        String before = version();

        viewer.like(1);

        awaitAudience("likes", "1");
        assertEquals(Long.parseLong(before) + 1, Long.parseLong(version()));
        viewer.awaitPulse("{\"type\":\"pulse\",\"likes\":0,\"viewers\":1}");
        clock.advance(1_000);
        viewer.awaitPulse("{\"type\":\"pulse\",\"likes\":1,\"viewers\":1}"); // so the answer has arrived
        assertEquals(List.of(STREAM, STREAM), server().changed);
    }

    private static void sendLikes(TestViewer viewer, int messages) {
        for (int i = 0; i < messages; i++) {
            viewer.like(1);
        }
        viewer.sync();
    }

    private static String trend(long at) {
        return TestRedis.text("HGET", KEYS.trend(), minute(at) + ":likes");
    }

    private static String minute(long at) {
        return Long.toString(at - at % 60_000);
    }
}
