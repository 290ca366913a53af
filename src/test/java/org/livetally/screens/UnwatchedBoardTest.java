package org.livetally.screens;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestRedis;
import org.livetally.testing.TestScreen;

/** Redis is asked only about boards that somebody watches. */
final class UnwatchedBoardTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    /** Timers of a second may fire once more in one second than in another. */
    private static final long MORE = 2;
    /**
     * A write that changes nothing, the history of the server, and the list of streams whose ledger went back; all are of a node,
     * not of a stream.
     */
    private static final long OF_A_NODE = 3;

    @RegisterExtension
    final LiveServer server = LiveServer.with();

    /** What the server asks without any stream, once a second: whether Redis accepts writes, and what campaigns there are. */
    private long atRest;

    @BeforeEach
    void rest() {
        atRest = commandsInASecond();
    }

    @Test
    void streamsWithoutScreensCostNoCommands() {
        assertTrue(atRest <= OF_A_NODE + MORE, atRest + " commands in a second");
        for (int i = 0; i < 1_000; i++) {
            server.create("stream-" + i);
        }
        long idle = commandsInASecond();
        assertTrue(idle <= atRest + MORE, idle + " commands in a second, without streams " + atRest);
    }

    @Test
    void watchingCostsAPollATickAndNothingWhenTheLastScreenHasLeft() {
        server.create("stream");
        TestScreen one = TestScreen.open(server.port(), "stream", "");
        TestScreen two = TestScreen.open(server.port(), "stream", "?fields=totals");
        one.await("snapshot", 0);
        two.await("snapshot", 0);
        commandsInASecond(); // a poll during the first reading makes a second one
        long watched = commandsInASecond();
        assertTrue(watched >= 5 && watched <= 40, watched + " commands in a second");

        one.close();
        two.close();
        Await.until("no more polls", () -> commandsInASecond() <= atRest + MORE);
    }

    /** Without the commands that count. */
    private static long commandsInASecond() {
        long before = commands();
        LockSupport.parkNanos(SECOND_NS);
        return commands() - before - 1;
    }

    private static long commands() {
        return TestRedis.text("INFO", "stats")
                .lines()
                .filter(line -> line.startsWith("total_commands_processed:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElseThrow();
    }
}
