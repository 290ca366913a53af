package org.livetally.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.livetally.metrics.LimitCounters;
import org.livetally.socket.Rate;
import org.livetally.testing.Await;

/** While the disk is nearly full next to nothing is written for the audience, and nothing of it is lost. */
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

        AudienceServer.await(server().close());

        assertEquals("5", audience("likes"));
        assertEquals("1", audience("views"));
    }

    @Test
    void viewsThatWaitAreBoundedAndThoseDroppedCounted() {
        LimitCounters counters = new LimitCounters();
        Gathering gathering = new Gathering(counters);
        List<Viewer> all = new ArrayList<>();
        for (int i = 0; i < Gathering.MAX_OPENED + 2; i++) {
            all.add(new Viewer(frame -> {}, "v-" + i, "", new Rate(0)));
        }

        all.forEach(gathering::opened);

        assertEquals(2, counters.viewsDropped.sum());
        Flush flush = gathering.freeze(1, 0);
        assertEquals(all.subList(0, Gathering.MAX_OPENED), flush.opened());
        gathering.settle(flush, new Tally(0, 0, true, true, true), Set.of());
        assertEquals(new Flush(2, 0, Map.of(), List.of()), gathering.freeze(2, 0));
    }

    /** Two more, since the first may have been under way. */
    private static void awaitRenewal() {
        for (int i = 0; i < 2; i++) {
            String lease = presence("node-1");
            Await.until("the lease is renewed", () -> !presence("node-1").equals(lease));
        }
    }
}
