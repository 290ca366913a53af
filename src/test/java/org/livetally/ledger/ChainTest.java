package org.livetally.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.livetally.domain.order.Seq;

/** The chain over a ledger's entries, and the seal that people write down of it. */
class ChainTest {
    private static final Entry ONE = Entry.of(new Seq(1_592_208_000_123L, 0), "[{\"id\":\"o-1\"}]".getBytes(UTF_8));
    private static final Entry TWO =
            Entry.of(new Seq(1_592_208_000_123L, 2), "[{\"id\":\"o-2\"},{\"id\":\"o-3\"}]".getBytes(UTF_8));

    /** Computed with Python's hashlib: a stranger needs no program of ours. */
    @Test
    void isTheSha256OfEachEntryAfterTheOneBefore() {
        assertEquals("0".repeat(64), Chain.start().hex());
        Chain first = Chain.start().plus(ONE);
        assertEquals("24b9e7a053e4d784d081555e3a284e6b460e63e10dbbd5f614c0d78949e44acd", first.hex());
        assertEquals(
                "c313f592bedb524e67674958451b8f687f1b530077016e0c8c86ad69d73c821a",
                first.plus(TWO).hex());
    }

    @Test
    void goesOnFromWhatWasWrittenDown() {
        Chain first = Chain.start().plus(ONE);
        assertEquals(first.plus(TWO), Chain.of(first.hex()).plus(TWO));
    }

    @Test
    void dependsOnEachByteAndOnThePlace() {
        Chain first = Chain.start().plus(ONE);
        assertNotEquals(first, Chain.start().plus(TWO));
        assertNotEquals(first, Chain.start().plus(Entry.of(new Seq(1_592_208_000_123L, 1), ONE.messages())));
        assertNotEquals(first, Chain.start().plus(Entry.of(ONE.id(), "[{\"id\":\"o-2\"}]".getBytes(UTF_8))));
    }

    @Test
    void aSealIsReadAsItIsWritten() {
        Seal seal = new Seal(ONE.id(), Chain.start().plus(ONE).hex());
        assertEquals(seal, Seal.parse(seal.text()));
        assertEquals(seal, Seal.parse(seal.sha256().toUpperCase(Locale.ROOT) + "@" + seal.seq()));
        for (String wrong : new String[] {"", "@", seal.sha256(), seal.sha256() + "@", "ab@1-0", seal.text() + "x"}) {
            assertThrows(IllegalArgumentException.class, () -> Seal.parse(wrong), wrong);
        }
    }
}
