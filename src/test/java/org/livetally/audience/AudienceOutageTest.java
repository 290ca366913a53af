package org.livetally.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** Likes stay exact even though a batch without an answer may have been applied. */
final class AudienceOutageTest extends AudienceFixture {
    // Longer than RedisLink waits for a silent Redis.
    private static final long FREEZE_MS = 7_500;

    @Test
    void likesAreExactWhenConnectionsBreak() {
        TestViewer viewer = connect("ann");
        int sent = 0;
        for (int round = 0; round < 20; round++) {
            clock.advance(1_000);
            for (int i = 0; i < 15; i++) {
                viewer.like(7);
                sent += 7;
            }
            viewer.sync();
            TestRedis.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        }

        awaitAudience("likes", Integer.toString(sent));
        awaitAudience("viewers", "1");
        assertEquals("1", audience("views"));
    }

    @Test
    void batchThatAFrozenRedisRunsLateIsNotAddedAgain() throws IOException, InterruptedException {
        TestViewer viewer = connect("ann");
        awaitAudience("viewers", "1");
        signal("STOP");
        try {
            viewer.like(11); // in flight when the connection is given up; runs when Redis continues
            viewer.sync();
            CompletableFuture.runAsync(
                            () -> viewer.like(5), CompletableFuture.delayedExecutor(FREEZE_MS, TimeUnit.MILLISECONDS))
                    .join();
        } finally {
            signal("CONT");
        }

        awaitAudience("likes", "16");
        String lease = presence("node-1");
        Await.until("another batch", () -> !presence("node-1").equals(lease));
        assertEquals("16", audience("likes"));
        assertEquals("1", audience("viewers"));
    }

    private static void signal(String name) throws IOException, InterruptedException {
        String pid = Long.toString(TestRedis.process().pid());
        assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
    }
}
