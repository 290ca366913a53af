package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;

import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.count.Cut;
import org.livetally.ledger.count.CutReader;
import org.livetally.ledger.count.Figures;
import org.livetally.ledger.read.RedisLedger;
import org.livetally.ledger.record.TestLedger;
import org.livetally.testing.TestRedis;

/**
 * What a ledger comes to at any of its places is what Redis held then, whatever was recorded, from its beginning and
 * from any checkpoint; and it is what an audit at that moment found right.
 *
 * <p>More histories: {@code mvn test -Dtest=AnyTimeTest -Dlivetally.histories=500}.
 */
final class AnyTimeTest {
    private static final int HISTORIES = Integer.getInteger("livetally.histories", 5);
    private static final int STEPS = 40;
    private static final int CUTS = 12;

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    /** The last one is another one each time; its name says which. */
    static LongStream seeds() {
        return LongStream.concat(LongStream.rangeClosed(1, HISTORIES), LongStream.of(new Random().nextLong()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aCutIsWhatRedisHeldThen(long seed) {
        Random random = new Random(seed);
        TreeMap<Seq, Figures> held = new TreeMap<>();
        try (RandomHistory history = new RandomHistory(seed)) {
            history.begin();
            for (int step = 0; step < STEPS; step++) {
                history.step();
                held.put(Seq.parse(TestRedis.text("HGET", KEYS.totals(), "last")), Figures.inRedis());
                if (random.nextInt(10) == 0) {
                    assertEquals(List.of(), ledger.audit().differences(), () -> "audit, seed " + seed);
                }
            }
        }
        assertTrue(held.size() > STEPS / 2, "seed " + seed);
        Checkpoints.keep(
                ledger,
                held.keySet().stream().filter(seq -> random.nextInt(5) == 0).toList());
        List<Seq> places = List.copyOf(held.keySet());
        for (int i = 0; i < CUTS; i++) {
            Seq place = places.get(random.nextInt(places.size()));
            String where = "at " + place + ", seed " + seed;
            Cut cut = cut(CutReader::at, place);
            assertEquals(held.get(place), Figures.of(cut), where);
            Cut counted = cut(CutReader::counted, place);
            assertEquals(held.get(place), Figures.of(counted), where + " from the beginning");
            assertEquals(counted.chain(), cut.chain(), where);
            Seq between = new Seq(place.ms(), place.n() + 1);
            if (!held.containsKey(between)) {
                assertEquals(cut.seal(), cut(CutReader::at, between).seal(), where + " and a moment later");
            }
        }
    }

    private Cut cut(BiFunction<CutReader, Seq, Future<Cut>> how, Seq place) {
        return Objects.requireNonNull(ledger.ask(redis -> how.apply(CutReader.of(RedisLedger.of(redis, KEYS)), place)));
    }
}
