package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestOrders.paid;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Packing;
import org.livetally.ledger.Seal;
import org.livetally.ledger.record.TestLedger;
import org.livetally.testing.TestRedis;

/** Ledgers whose entries Redis holds packed. */
final class PackedLedgerTest {
    private static final int DAMAGES = 60;

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    private void record(int batches) {
        for (int batch = 0; batch < batches; batch++) {
            List<Order> orders = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                orders.add(paid("o-" + batch + "-" + i, 100 + i));
            }
            ledger.record(orders.toArray(Order[]::new));
        }
    }

    private static List<Response> entries() {
        return Objects.requireNonNull(TestRedis.command("XRANGE", KEYS.ledger(), "-", "+")).stream()
                .toList();
    }

    private static byte[] value(Response entry) {
        return entry.get(1).get(1).toBytes();
    }

    @Test
    void theSealIsThatOfTheMessagesHoweverTheyAreHeld() {
        record(3);
        List<Response> packed = entries();
        packed.forEach(entry -> assertEquals("packed", entry.get(1).get(0).toString()));
        Seal seal = Objects.requireNonNull(ledger.audit().seal());

        write(packed.stream().map(entry -> Entry.of(STREAM, entry)).toList());

        assertEquals("messages", entries().get(0).get(1).get(0).toString());
        Audit.Report plain = ledger.audit(seal);
        assertEquals(List.of(), plain.differences());
        assertEquals(seal, plain.seal());
    }

    /** As an earlier version wrote them. */
    private void write(List<Entry> entries) {
        TestRedis.command("DEL", KEYS.ledger());
        entries.forEach(entry -> add(entry.id(), "messages", entry.messages()));
    }

    private void add(Seq id, String field, byte[] value) {
        ledger.ask(redis -> redis.send(Request.cmd(Command.XADD)
                .arg(KEYS.ledger())
                .arg(id.toString())
                .arg(field)
                .arg(Buffer.buffer(value))));
    }

    @Test
    void whatIsDamagedIsNamed() {
        record(1);
        Response whole = entries().get(0);
        Seq id = Seq.parse(whole.get(0).toString());
        Seal seal = Objects.requireNonNull(ledger.audit().seal());
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < DAMAGES; i++) {
            byte[] damaged = value(whole).clone();
            int place = i < 8 ? i % 4 : random.nextInt(damaged.length); // the head, too
            damaged[place] ^= (byte) (1 << random.nextInt(8));
            damaged = random.nextInt(10) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
            if (!saysTheSame(damaged, value(whole))) {
                TestRedis.command("DEL", KEYS.ledger());
                add(id, "packed", damaged);
                assertNamed(id, seal, "seed " + seed + ", damage " + i);
            }
        }
    }

    /** A bit of an offset may lead to the same text at another place. */
    private static boolean saysTheSame(byte[] damaged, byte[] whole) {
        try {
            return Arrays.equals(Packing.unpack(damaged), Packing.unpack(whole));
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private void assertNamed(Seq id, Seal seal, String what) {
        try {
            List<Audit.Difference> found = ledger.audit(seal).differences();
            assertTrue(
                    found.stream().anyMatch(difference -> difference.tally().equals(Audit.Difference.SEAL)),
                    () -> what + ": " + found);
        } catch (AssertionError failed) { // of the future
            String message =
                    Objects.requireNonNull(failed.getCause(), failed::toString).getMessage();
            assertEquals("entry " + id + " of " + STREAM + "'s ledger cannot be read", message, what);
        }
    }

    /** What Redis' scripts unpack is what this program packs. */
    @Test
    void scriptsReadTheSame() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            byte[] messages = any(random);
            byte[] value = Packing.pack(messages);
            Response read = script("return {entry_bytes(fields), entry_json(fields)}", value);
            assertEquals(messages.length, read.get(0).toInteger(), () -> "seed " + seed);
            assertArrayEquals(messages, read.get(1).toBytes(), () -> "seed " + seed);
        }
    }

    @Test
    void scriptsRefuseWhatIsDamaged() throws IOException {
        byte[] value = Packing.pack(any(new Random(5)));
        byte[] cut = Arrays.copyOf(value, value.length / 2);
        assertThrows(AssertionError.class, () -> script("return {entry_json(fields)}", cut));
        assertThrows(AssertionError.class, () -> script("return {entry_json(fields)}", new byte[] {1, 0}));
        Response pcalled = script("return {(pcall(entry_json, fields)) and 1 or 0}", cut);
        assertEquals(0, pcalled.get(0).toInteger());
    }

    /** What a forged block would be unpacked to takes neither memory nor time. */
    @Test
    void scriptsDoNotUnpackMoreThanAnEntrySays() throws IOException {
        byte[] forged = new byte[10_000];
        Arrays.fill(forged, (byte) 0xff);
        byte[] head = {1, 0, 0, 10, 0x1f, '[', 1, 0}; // ten bytes; one of them, then copied 2,500,000 times
        System.arraycopy(head, 0, forged, 0, head.length);
        forged[forged.length - 1] = 0;
        assertCheap(forged);
        System.arraycopy(new byte[] {1, (byte) 0xff, (byte) 0xff, (byte) 0xff}, 0, forged, 0, 4);
        assertCheap(forged);
    }

    private void assertCheap(byte[] forged) throws IOException {
        String end =
                "collectgarbage('stop') local before = collectgarbage('count') local read = pcall(entry_json, fields)"
                        + " local taken = collectgarbage('count') - before collectgarbage('restart') return {read and 1 or 0, taken}";
        Response answer = script(end, forged);
        assertEquals(0, answer.get(0).toInteger());
        int kilobytes = answer.get(1).toInteger();
        assertTrue(kilobytes < 40_000, () -> kilobytes + " KB"); // 2^20 places of a table
    }

    private static byte[] any(Random random) {
        byte[] bytes = new byte[1_000 + random.nextInt(20_000)];
        int letters = 1 + random.nextInt(40);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (' ' + random.nextInt(letters));
        }
        for (int copies = random.nextInt(400); copies > 0; copies--) {
            int from = random.nextInt(bytes.length);
            int to = random.nextInt(bytes.length);
            System.arraycopy(bytes, from, bytes, to, random.nextInt(bytes.length - Math.max(from, to)));
        }
        bytes[0] = '[';
        return bytes;
    }

    private Response script(String end, byte[] value) throws IOException {
        try (InputStream part = Objects.requireNonNull(getClass().getResourceAsStream("/lua/part_entry.lua"))) {
            String source = new String(part.readAllBytes(), StandardCharsets.UTF_8)
                    + "\nlocal fields = {string.byte(ARGV[1]) == 1 and 'packed' or 'messages', ARGV[1]}\n" + end;
            return ledger.ask(redis ->
                    redis.send(Request.cmd(Command.EVAL).arg(source).arg(0).arg(Buffer.buffer(value))));
        }
    }
}
