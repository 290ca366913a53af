package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Entry;
import org.livetally.ledger.Seal;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.replay.Audit.Difference;
import org.livetally.testing.TestRedis;

/**
 * One bit that changes anywhere in a ledger is found by an audit that knows an earlier seal, and the place is named: the
 * entry, if it cannot be read, otherwise the checkpoints around it.
 *
 * <p>More of them: {@code mvn test -Dtest=DamagedLedgerTest -Dlivetally.damages=1000}.
 */
final class DamagedLedgerTest {
    private static final int DAMAGES = Integer.getInteger("livetally.damages", 15);
    private static final int STEPS = 14;
    private static final int CHECKPOINT_EVERY = 3;
    private static final Pattern SPAN =
            Pattern.compile("the first change lies after (?:the beginning|entry (\\S+)), up to entry (\\S+)$");

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    static LongStream seeds() {
        return LongStream.of(1, new Random().nextLong());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void oneBitThatChangesIsFoundAndItsPlaceIsNamed(long seed) {
        Random random = new Random(seed);
        try (RandomHistory history = new RandomHistory(seed)) {
            history.begin();
            for (int step = 0; step < STEPS; step++) {
                history.step();
            }
        }
        List<Entry> entries = entries();
        List<Seq> checkpoints = new ArrayList<>();
        for (int i = CHECKPOINT_EVERY; i < entries.size(); i += CHECKPOINT_EVERY) {
            checkpoints.add(entries.get(i).id());
        }
        Checkpoints.keep(ledger, checkpoints);
        Audit.Report whole = ledger.audit();
        assertEquals(List.of(), whole.differences(), () -> "seed " + seed);
        Seal seal = Objects.requireNonNull(whole.seal());
        for (int i = 0; i < DAMAGES; i++) {
            int place = random.nextInt(entries.size());
            Entry damaged = damaged(entries.get(place), random);
            write(with(entries, place, damaged));
            assertNamed(
                    damaged,
                    seal,
                    () -> "seed " + seed + ", entry " + damaged.id() + ": "
                            + new String(damaged.messages(), StandardCharsets.UTF_8));
        }
        write(entries);
        assertEquals(List.of(), ledger.audit(seal).differences());
    }

    private static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Response entry : Objects.requireNonNull(TestRedis.command("XRANGE", KEYS.ledger(), "-", "+"))) {
            entries.add(Entry.of(STREAM, entry));
        }
        return entries;
    }

    private static Entry damaged(Entry entry, Random random) {
        byte[] messages = entry.messages().clone();
        messages[random.nextInt(messages.length)] ^= (byte) (1 << random.nextInt(8));
        return Entry.of(entry.id(), messages);
    }

    private static List<Entry> with(List<Entry> entries, int place, Entry damaged) {
        List<Entry> changed = new ArrayList<>(entries);
        changed.set(place, damaged);
        return changed;
    }

    private void write(List<Entry> entries) {
        ledger.ask(redis -> {
            Future<Response> last = redis.send(Request.cmd(Command.DEL).arg(KEYS.ledger()));
            for (Entry entry : entries) {
                last = redis.send(Request.cmd(Command.XADD)
                        .arg(KEYS.ledger())
                        .arg(entry.id().toString())
                        .arg("messages")
                        .arg(Buffer.buffer(entry.messages())));
            }
            return last;
        });
    }

    private void assertNamed(Entry damaged, Seal seal, Supplier<String> what) {
        List<Difference> differences;
        try {
            differences = ledger.audit(seal).differences();
        } catch (AssertionError failed) { // of the future
            String message = Objects.requireNonNull(failed.getCause()).getMessage();
            assertEquals("entry " + damaged.id() + " of " + STREAM + "'s ledger cannot be read", message, what);
            return;
        }
        List<Difference> seals = differences.stream()
                .filter(difference -> difference.tally().equals(Difference.SEAL))
                .toList();
        assertFalse(seals.isEmpty(), what);
        Matcher span = SPAN.matcher(seals.get(0).ledger());
        assertTrue(span.find(), () -> seals + what.get());
        Seq after = span.group(1) == null ? Seq.START : Seq.parse(span.group(1));
        assertTrue(damaged.id().isAfter(after), () -> seals + what.get());
        assertFalse(damaged.id().isAfter(Seq.parse(span.group(2))), () -> seals + what.get());
    }
}
