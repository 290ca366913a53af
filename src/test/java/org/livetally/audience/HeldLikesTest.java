package org.livetally.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.livetally.metrics.LimitCounters;
import org.livetally.socket.RateLimiter;
import org.livetally.testing.Await;

/** While the disk is nearly full, next to nothing is written for the audience, and nothing of it is lost. */
final class HeldLikesTest extends AudienceFixture {
    @Test
    void likesAndViewsWaitUntilThereIsRoomWhileViewersAreCountedOn() {
        TestViewer ann = connect("ann");
        ann.like(3);
        awaitAudience("likes", "3");

        server().problem = "less than 128 MiB are free";
        ann.like(5);
        TestViewer bob = connect("bob");
        bob.like(7);
        bob.sync();
        awaitAudience("viewers", "2");
        awaitRenewal();
        assertEquals("3", audience("likes"));
        assertEquals("1", audience("views"));
        bob.close();
        awaitAudience("viewers", "1");

        server().problem = "";
        awaitAudience("likes", "15");
        awaitAudience("views", "2");
        awaitAudience("uniqueViewers", "2");
    }

    @Test
    void whatWasHeldIsWrittenWhenTheNodeStops() {
        server().problem = "less than 128 MiB are free";
        TestViewer ann = connect("ann");
        ann.like(5);
        ann.sync();

        Await.result(server().close());

        assertEquals("5", audience("likes"));
        assertEquals("1", audience("views"));
    }

    @Test
    void viewsThatWaitAreBoundedAndThoseDroppedCounted() {
        LimitCounters counters = new LimitCounters();
        PendingAudience pending = new PendingAudience(counters);
        List<Viewer> all = new ArrayList<>();
        for (int i = 0; i < PendingAudience.MAX_OPENED + 2; i++) {
            all.add(new Viewer(frame -> {}, "v-" + i, "", new RateLimiter(0)));
        }

        all.forEach(pending::opened);

        assertEquals(2, counters.viewsDropped.sum());
        List<Viewer> sent = new ArrayList<>();
        for (int number = 1; !pending.isEmpty(); number++) {
            AudienceBatch batch = pending.freeze(number, 0);
            pending.settle(batch, new AudienceCounts(0, 0, true, true, true), Set.of());
            assertTrue(batch.opened().size() <= PendingAudience.MAX_BATCH_VIEWS, "too many for one script");
            sent.addAll(batch.opened());
        }
        assertEquals(all.subList(0, PendingAudience.MAX_OPENED), sent);
    }

    @Test
    void likesOfDaysGoInSeveralFlushes() {
        PendingAudience pending = new PendingAudience(new LimitCounters());
        Viewer viewer = new Viewer(frame -> {}, "v", "", new RateLimiter(0));
        for (int minute = 0; minute < 2_880; minute++) {
            pending.like(viewer, new ViewerMessage.Like(1 + minute % 7, "like-" + minute), minute * 60_000L);
        }

        Map<Long, Long> sent = new HashMap<>();
        for (int number = 1; !pending.isEmpty(); number++) {
            AudienceBatch batch = pending.freeze(number, 0);
            assertTrue(batch.likes().size() <= PendingAudience.MAX_BATCH_MINUTES, "too many for one script");
            batch.likes().forEach((minute, likes) -> assertNull(sent.put(minute, likes)));
            // Nobody is told before all is counted.
            assertEquals(
                    pending.isEmpty() ? Set.of(viewer) : Set.of(), batch.given().keySet());
        }
        assertEquals(2_880, sent.size());
        sent.forEach((minute, likes) -> assertEquals(1 + minute / 60_000 % 7, likes));
    }

    /** Waits for two renewals, since the first may have been in flight. */
    private static void awaitRenewal() {
        for (int i = 0; i < 2; i++) {
            String lease = presence("node-1");
            Await.until("the lease is renewed", () -> !presence("node-1").equals(lease));
        }
    }
}
