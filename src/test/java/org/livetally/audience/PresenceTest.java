package org.livetally.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

final class PresenceTest extends AudienceFixture {
    @Test
    void viewersAreConnectionsAndUniqueViewersAreIds() {
        connect("ann");
        connect("ann");
        connect("bob");

        awaitAudience("viewers", "3");
        assertEquals("3", audience("views"));
        assertEquals("2", audience("uniqueViewers"));
    }

    @Test
    void closedSocketsLowerViewersAndLeaveThePeak() {
        TestViewer ann = connect("ann");
        TestViewer bob = connect("bob");
        awaitAudience("viewers", "2");

        ann.close();
        awaitAudience("viewers", "1");
        assertEquals("2", audience("peakViewers"));

        bob.close();
        awaitAudience("viewers", "0");
        assertEquals("0", TestRedis.text("HLEN", KEYS.presence()));
        assertEquals("2", audience("peakViewers"));
        assertEquals("2", audience("views"));
    }

    @Test
    void viewersWhoComeBackAfterAnEmptyRoomAreCountedAgain() {
        connect("ann").close();
        awaitAudience("views", "1");
        awaitAudience("viewers", "0");

        connect("ann").like(2);

        awaitAudience("viewers", "1");
        awaitAudience("likes", "2");
        assertEquals("2", audience("views"));
        assertEquals("1", audience("uniqueViewers"));
    }

    @Test
    void viewersOfAKilledNodeExpire() {
        TestRedis.command("HSET", KEYS.presence(), "killed", "7 1");
        TestRedis.command("HSET", KEYS.presence(), "alive", "5 99999999999999");
        TestRedis.command("HSET", KEYS.audience(), "viewers", "12");

        server().expire(STREAM);
        server().expire(STREAM);

        assertEquals("5", audience("viewers"));
        assertEquals("", presence("killed"));
        assertEquals("5 99999999999999", presence("alive"));
        assertEquals("1", version()); // raised by the first call only
    }

    @Test
    void leaseIsRenewedWithoutRaisingTheVersion() {
        connect("ann");
        awaitAudience("viewers", "1");
        String first = presence("node-1");

        Await.until("a renewed lease", () -> !presence("node-1").equals(first));

        assertEquals("1", version());
        assertEquals("1", presence("node-1").split(" ")[0]);
        long lease = deadline(presence("node-1")) - redisNow();
        assertTrue(Math.abs(lease - AudienceScript.LEASE_MS) < 2_000, "a lease of " + lease);
    }

    @Test
    void counterThatExpiredWhileItsNodeWasCutOffComesBack() {
        connect("ann");
        awaitAudience("viewers", "1");
        TestRedis.command("HDEL", KEYS.presence(), "node-1");

        Await.until("the counter again", () -> presence("node-1").startsWith("1 "));

        assertEquals("1", audience("viewers"));
        assertEquals("1", audience("views"));
    }

    @Test
    void whoWaitedForTheStreamIsAViewFromItsStart() {
        setStatus("scheduled");
        connect("early");
        TestViewer impatient = connect("impatient");
        awaitAudience("viewers", "2");
        assertEquals("0", audience("views"));
        impatient.close();
        awaitAudience("viewers", "1");

        setStatus("live");

        awaitAudience("views", "1");
        assertEquals("1", audience("uniqueViewers"));
    }

    @Test
    void closingWritesWhatWasGatheredAndTakesTheCounterOut() {
        TestViewer viewer = connect("ann");
        awaitAudience("viewers", "1");
        viewer.like(9);
        viewer.sync();

        Await.result(server().close());

        assertEquals("9", audience("likes"));
        assertEquals("0", audience("viewers"));
        assertEquals("", presence("node-1"));
        assertFalse(viewer.isClosed()); // that is the task of OpenSockets
    }

    private static long deadline(String presence) {
        return Long.parseLong(presence.split(" ")[1]);
    }

    private static long redisNow() {
        var time = TestRedis.command("TIME");
        return time == null ? 0 : time.get(0).toLong() * 1_000;
    }
}
