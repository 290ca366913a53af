package org.livetally.redis.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.redis.embedded.Clients.ask;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.testing.Await;

/** Redis is killed while it writes what a script did, at any byte. */
final class AofTailTest {
    private static final String RECORD =
            "EVAL redis.call([[RPUSH]],[[ledger]],ARGV[1])redis.call([[HSET]],[[ids]],ARGV[1],1)return([[done]]) 0 ";
    private static final String COUNT = "EVAL return(tostring(redis.call([[LLEN]],[[ledger]]))) 0";
    private static final int WHOLE_MULTI = "*1\r\n$5\r\nMULTI\r\n".length();

    @TempDir
    Path temporary;

    private int before;
    private byte[] written = {};

    @BeforeEach
    void write() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start(data())) {
            assertEquals("done", ask(redis, RECORD + "first"));
            before = Files.readAllBytes(file()).length;
            ask(redis, RECORD + "second");
        }
        written = Files.readAllBytes(file());
    }

    @Test
    void whatIsLeftOfATransactionIsCutOffWhereverItEnds() throws IOException {
        for (int length = before; length <= written.length; length++) {
            cutTo(length);
            AofTail.cutOpenTransaction(data().toRealPath());
            boolean open = length >= before + WHOLE_MULTI && length < written.length;
            assertEquals(open ? before : length, Files.size(file()), "of " + length);
        }
    }

    @Test
    void whatIsDamagedElsewhereIsLeftToRedis() throws IOException {
        byte[] damaged = Arrays.copyOf(written, written.length - 3);
        damaged[0] = 'x';
        Files.write(file(), damaged);
        AofTail.cutOpenTransaction(data().toRealPath());
        assertEquals(damaged.length, Files.size(file()));
    }

    @Test
    void zerosInPlaceOfTheEndAreCutOffWithWhatTheyLeaveIncomplete() throws IOException {
        for (int zeros : List.of(1, 100, 70_000)) {
            for (int length = before; length <= written.length; length++) {
                Files.write(file(), Arrays.copyOf(Arrays.copyOf(written, length), length + zeros));
                AofTail.cutOpenTransaction(data().toRealPath());
                boolean open = length >= before + WHOLE_MULTI && length < written.length;
                assertEquals(open ? before : length, Files.size(file()), zeros + " zeros after " + length);
            }
        }
    }

    @Test
    void redisStartsAfterZerosWereCutOff() throws IOException {
        Files.write(file(), Arrays.copyOf(Arrays.copyOf(written, before), before + 5_000));
        try (EmbeddedRedis redis = EmbeddedRedis.start(data())) {
            assertEquals("1", ask(redis, COUNT));
        }
    }

    @Test
    void zerosInTheMiddleAreLeftToRedis() throws IOException {
        byte[] damaged = written.clone();
        Arrays.fill(damaged, 10, 30, (byte) 0);
        Files.write(file(), damaged);
        AofTail.cutOpenTransaction(data().toRealPath());
        assertEquals(damaged.length, Files.size(file()));
    }

    @Test
    void whatIsSentAgainIsRecordedOnceThroughTwoMoreStarts() throws IOException {
        String text = new String(written, StandardCharsets.ISO_8859_1);
        for (int length : List.of(text.indexOf("HSET", before) + 6, written.length - 8)) {
            cutTo(length);
            try (EmbeddedRedis redis = EmbeddedRedis.start(data())) {
                assertEquals("1", ask(redis, COUNT));
                ask(redis, RECORD + "second");
                long killed = redis.pid();
                Processes.kill(killed);
                Await.until("another server answers", () -> redis.pid() != killed && answers(redis));
                assertEquals("2", ask(redis, COUNT));
            }
        }
    }

    private static boolean answers(EmbeddedRedis redis) {
        try {
            return ask(redis, "PING").equals("PONG");
        } catch (IOException e) {
            return false;
        }
    }

    private void cutTo(int length) throws IOException {
        Files.write(file(), Arrays.copyOf(written, length));
    }

    private Path file() {
        return data().resolve("appendonlydir/appendonly.aof.1.incr.aof");
    }

    private Path data() {
        return temporary.resolve("data");
    }
}
