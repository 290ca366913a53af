package org.livetally.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Entry;

/** A line of a file's ledger is read as it was written, or not at all. */
class LedgerLineTest {
    private static final Entry ENTRY = Entry.of(new Seq(1_592_208_000_123L, 7), "[{\"id\":\"订单\"}]".getBytes(UTF_8));

    /** More than a batch can have, on a stack as small as that of some thread. */
    @Test
    void anEntryOfManyMessagesIsReadAsItWasWritten() throws Exception {
        LedgerLine line = new LedgerLine(ENTRY, Collections.nCopies(20_000, "0123456789abcdef"));
        byte[] written = line.bytes();
        LedgerLine read = LedgerLine.of(Arrays.copyOf(written, written.length - 1));
        assertEquals(line.fingerprints(), read.fingerprints());
        assertEquals(ENTRY.id(), read.entry().id());
        assertArrayEquals(ENTRY.messages(), read.entry().messages());
    }

    @Test
    void anEntryWithoutMessagesHasNoFingerprints() throws Exception {
        byte[] written = new LedgerLine(Entry.of(ENTRY.id(), "[]".getBytes(UTF_8)), List.of()).bytes();
        assertEquals(
                List.of(),
                LedgerLine.of(Arrays.copyOf(written, written.length - 1)).fingerprints());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"entry\":\"1-0\",\"fingerprints\":[],\"messages\":[]",
                "{\"entry\":\"1\",\"fingerprints\":[],\"messages\":[]}",
                "{\"entry\":\"1-0\",\"fingerprints\":[ab],\"messages\":[]}",
                "{\"entry\":\"1-0\",\"fingerprints\":[\"a\"\"b\"],\"messages\":[]}",
                "{\"entry\":\"1-0\",\"fingerprints\":[\"ab\",],\"messages\":[]}",
                "{\"entry\":\"1-0\",\"fingerprints\":[\"ab\"],\"messages\":[]}",
                "{\"entry\":\"1-0\", \"fingerprints\":[],\"messages\":[]}"
            })
    void whatHasAnotherFormIsNoLine(String text) {
        assertThrows(IOException.class, () -> LedgerLine.of(text.getBytes(UTF_8)));
    }
}
