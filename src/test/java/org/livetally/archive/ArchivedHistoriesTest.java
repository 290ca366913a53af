package org.livetally.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.count.Cut;
import org.livetally.ledger.count.CutReader;
import org.livetally.ledger.count.Figures;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.replay.RandomHistory;
import org.livetally.testing.TestRedis;

/**
 * Whatever was recorded: at any of its places an archived ledger comes to what Redis held then, from its beginning and from
 * the checkpoints in its file, though Redis has nothing of it any more.
 */
final class ArchivedHistoriesTest {
    private static final int STEPS = 40;
    private static final int CUTS = 12;
    private static final int CHUNK_MESSAGES = 100;

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @RegisterExtension
    final Loop loop = new Loop();

    @TempDir
    Path directory;

    /** The last one is another one each time; its name says which. */
    static LongStream seeds() {
        return LongStream.of(1, 2, new Random().nextLong());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aCutIsWhatRedisHeldThen(long seed) throws IOException {
        TreeMap<Seq, Figures> held = new TreeMap<>();
        try (RandomHistory history = new RandomHistory(seed)) {
            history.begin();
            for (int step = 0; step < STEPS; step++) {
                history.step();
                held.put(Seq.parse(TestRedis.text("HGET", KEYS.totals(), "last")), Figures.inRedis());
            }
        }
        ArchivedLedger archived = new ArchivedLedger(STREAM, write());
        TestRedis.flush();
        List<Seq> places = List.copyOf(held.keySet());
        Random random = new Random(seed);
        for (int i = 0; i < CUTS; i++) {
            Seq place = places.get(random.nextInt(places.size()));
            String where = "at " + place + ", seed " + seed;
            Cut cut = cut(archived, CutReader::at, place);
            Cut counted = cut(archived, CutReader::counted, place);
            assertEquals(held.get(place), Figures.of(cut), where);
            assertEquals(held.get(place), Figures.of(counted), where + " from the beginning");
            assertEquals(counted.seal(), cut.seal(), where);
            if (random.nextInt(4) == 0) {
                archived.close(); // it opens again, as after a restart
            }
        }
        archived.close();
    }

    private Path write() throws IOException {
        Path file = directory.resolve(STREAM + StreamFile.SUFFIX);
        try (StreamFileWriter to = StreamFileWriter.begin(file)) {
            ExportTarget target = new ExportTarget(to, CHUNK_MESSAGES, 8 << 20, messages -> {});
            loop.run(redis -> StreamExport.write(redis, KEYS, target, "test"));
            to.publish();
        }
        return file;
    }

    private Cut cut(ArchivedLedger archived, BiFunction<CutReader, Seq, Future<Cut>> how, Seq place) {
        return Objects.requireNonNull(loop.run(redis -> how.apply(CutReader.of(archived), place)));
    }
}
