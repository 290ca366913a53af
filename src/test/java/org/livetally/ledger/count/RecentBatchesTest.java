package org.livetally.ledger.count;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.Entry;

/** What was recorded is taken over for the entry that holds it, and for no other. */
final class RecentBatchesTest {
    private static final String STREAM = "s";
    private static final Basis BASIS = new Basis(ZoneOffset.UTC);
    private static final Seq FIRST = new Seq(1_000, 0);
    private static final Seq SECOND = new Seq(1_001, 3);
    private static final Seq THIRD = new Seq(1_001, 4);
    private static final RecordedBatch.Buyers NOBODY = new RecordedBatch.Buyers(List.of(), List.of());

    private static final RecordedBatch ONE = batch(FIRST, SECOND, json("a"));
    private static final RecordedBatch OTHER = batch(SECOND, THIRD, json("b"));

    private final RecentBatches recent = new RecentBatches();

    private static byte[] json(String id) {
        return ("[{\"id\":\"" + id + "\"}]").getBytes(UTF_8);
    }

    private static RecordedBatch batch(Seq before, Seq last, byte[] stored) {
        return new RecordedBatch(
                before, last, stored, 1, BASIS.zone(), BASIS.countsAll(), new Tallies(), NOBODY, List.of());
    }

    private List<RecordedBatch> taken(Seq after, Basis by, Entry... entries) {
        List<RecordedBatch> taken = recent.take(STREAM, List.of(entries), after, by);
        return taken == null ? List.of() : taken;
    }

    @Test
    void keepsNothingThatNobodyWants() {
        assertFalse(recent.isWanted(STREAM));
        recent.add(STREAM, ONE);
        recent.want(STREAM);

        assertTrue(recent.isWanted(STREAM));
        assertNull(recent.take(STREAM, List.of(Entry.of(SECOND, json("a"))), FIRST, BASIS));
        assertNull(recent.take("other", List.of(Entry.of(SECOND, json("a"))), FIRST, BASIS));
    }

    @Test
    void givesThoseOfAllEntriesOnce() {
        recent.want(STREAM);
        recent.add(STREAM, ONE);
        recent.add(STREAM, OTHER);
        Entry entry = Entry.of(SECOND, json("a"));
        Entry next = Entry.of(THIRD, json("b"));

        assertEquals(List.of(ONE, OTHER), taken(FIRST, BASIS, entry, next));
        assertEquals(List.of(), taken(FIRST, BASIS, entry, next));

        recent.add(STREAM, ONE);
        recent.add(STREAM, OTHER);
        assertEquals(List.of(ONE), taken(FIRST, BASIS, entry));
        assertEquals(List.of(OTHER), taken(SECOND, BASIS, next));
    }

    @Test
    void givesNoneUnlessAllAreKnown() {
        recent.want(STREAM);
        recent.add(STREAM, ONE);

        assertEquals(
                List.of(), taken(FIRST, BASIS, Entry.of(SECOND, json("a")), Entry.of(THIRD, json("of another node"))));
    }

    @Test
    void doesNotTakeOneEntryForAnother() {
        recent.want(STREAM);
        Entry entry = Entry.of(SECOND, json("a"));
        recent.add(STREAM, ONE);
        assertEquals(List.of(), taken(FIRST, BASIS, Entry.of(SECOND, json("x"))), "erased");
        recent.add(STREAM, ONE);
        assertEquals(List.of(), taken(FIRST, BASIS, Entry.of(THIRD, json("a"))), "recorded again, after a loss");
        recent.add(STREAM, ONE);
        assertEquals(
                List.of(), taken(new Seq(1_000, 1), BASIS, entry), "after another one, whose buyers may be others");
        recent.add(STREAM, ONE);
        assertEquals(List.of(), taken(FIRST, new Basis(ZoneId.of("Asia/Shanghai")), entry), "days of another zone");
        recent.add(STREAM, ONE);
        assertEquals(List.of(), taken(FIRST, new Basis(ZoneOffset.UTC, false), entry), "other tallies");
        recent.add(STREAM, ONE);
        assertEquals(List.of(ONE), taken(FIRST, BASIS, entry));
    }

    @Test
    void findsThemInWhateverOrderTheyAreTold() {
        recent.want(STREAM);
        recent.add(STREAM, OTHER);
        recent.add(STREAM, ONE);

        assertEquals(List.of(ONE, OTHER), taken(FIRST, BASIS, Entry.of(SECOND, json("a")), Entry.of(THIRD, json("b"))));
    }

    /** The number of batches of 4 MB that are kept of a stream, until it is forgotten. */
    private int fill(String stream) {
        byte[] stored = new byte[4 << 20];
        recent.want(stream);
        for (int kept = 0; kept < 100; kept++) {
            recent.add(stream, batch(new Seq(kept, 0), new Seq(kept + 1, 0), stored));
            recent.add(stream, batch(new Seq(kept, 0), new Seq(kept + 1, 0), stored)); // the same
            if (!recent.isWanted(stream)) {
                return kept;
            }
        }
        throw new AssertionError("there is no bound");
    }

    @Test
    void whoDoesNotKeepUpDoesWithout() {
        assertEquals(3, fill(STREAM));
        assertEquals(3, fill(STREAM), "its memory is free again");
    }

    @Test
    void theRoomIsNotForThoseFromWhomNobodyTakes() {
        recent.want("left");
        recent.add("left", batch(FIRST, SECOND, new byte[15 << 20]));
        assertEquals(3, fill(STREAM));
        assertFalse(recent.isWanted("left"));
    }

    @Test
    void forgetsTheStreamThatWasNotWantedForLongest() {
        for (int i = 0; i < 1_000; i++) {
            recent.want("s-" + i);
        }
        recent.want("s-0");
        recent.want("s-1000");

        assertTrue(recent.isWanted("s-0"));
        assertFalse(recent.isWanted("s-1"));
        assertTrue(recent.isWanted("s-2"));
        assertTrue(recent.isWanted("s-1000"));
    }
}
