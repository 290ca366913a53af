package org.livetally.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.livetally.client.Line.UnsendableException;

/** Messages keep their order, whatever has to be sent again. */
final class UnansweredTest {
    private final Unanswered unanswered = new Unanswered();
    private long lines;

    @Test
    void whatWasLostIsSentAgainInItsPlace() throws UnsendableException {
        for (String id : List.of("a", "b", "c")) {
            add("order", id, "");
        }
        assertEquals(List.of("a", "b", "c"), ids(unanswered.next()));
        unanswered.answered("b");
        add("order", "d", "");
        unanswered.lost();
        assertEquals(List.of("a", "c", "d"), ids(unanswered.next()));
        assertTrue(unanswered.hasInFlight());
    }

    @Test
    void twoLinesWithOneIdWaitForEachOther() throws UnsendableException {
        add("order", "a", "");
        add("order", "a", "");
        assertEquals(List.of("a"), ids(unanswered.next()));
        assertEquals(List.of(), ids(unanswered.next()));
        unanswered.answered("a");
        assertEquals(List.of("a"), ids(unanswered.next()));
        unanswered.answered("a");
        assertNull(unanswered.answered("a"), "an answer that comes again");
    }

    @Test
    void aFrameHoldsAThousandMessagesAndTwoThousandAreOnTheirWay() throws UnsendableException {
        for (int i = 0; i < 2_500; i++) {
            add("order", "o-" + i, "");
        }
        assertEquals(1_000, unanswered.next().size());
        assertEquals(1_000, unanswered.next().size());
        assertEquals(0, unanswered.next().size());
        unanswered.answered("o-7");
        assertEquals(List.of("o-2000"), ids(unanswered.next()));
    }

    @Test
    void aFrameHoldsNoMoreBytesThanTheServerTakes() throws UnsendableException {
        for (String id : List.of("a", "b", "c")) {
            add("order", id, ",\"reason\":\"" + "x".repeat(120_000) + "\"");
        }
        assertEquals(List.of("a", "b"), ids(unanswered.next()));
        assertEquals(List.of("c"), ids(unanswered.next()));
    }

    @Test
    void aRefusalIsEarlyAsLongAsWhatItDependsOnHasNoAnswer() throws UnsendableException {
        add("order", "o", "");
        Line payment = add("payment", "p", ",\"order\":\"o\"");
        Line refund = add("refund", "r", ",\"order\":\"o\"");
        Line delivery = add("delivery", "d", ",\"deal\":\"o\"");
        Line elsewhere = add("payment", "e", ",\"order\":\"o\",\"stream\":\"other\"");
        unanswered.next();
        assertTrue(unanswered.isEarly(payment, "unknown_order"));
        assertTrue(unanswered.isEarly(refund, "not_refundable"));
        assertTrue(unanswered.isEarly(delivery, "unknown_deal"));
        assertFalse(unanswered.isEarly(elsewhere, "unknown_order"));
        assertFalse(unanswered.isEarly(payment, "conflict"));

        unanswered.answered("o");
        unanswered.answered("p");
        assertFalse(unanswered.isEarly(payment, "unknown_order"));
        assertFalse(unanswered.isEarly(refund, "not_refundable"));
    }

    private Line add(String type, String id, String more) throws UnsendableException {
        String json = "{\"type\":\"" + type + "\",\"id\":\"" + id + "\"" + more + "}";
        Line line = Line.parse(++lines, json.getBytes(StandardCharsets.UTF_8), "s");
        unanswered.add(line);
        return line;
    }

    private static List<String> ids(List<Line> frame) {
        return new ArrayList<>(frame.stream().map(Line::id).toList());
    }
}
