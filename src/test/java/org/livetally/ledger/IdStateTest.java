package org.livetally.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.order.DealProgress;
import org.livetally.domain.order.DealState;
import org.livetally.domain.order.MessageType;
import org.livetally.domain.order.OrderState;

/** The values of {@code ids}: the form of this version, and that of format 2. */
final class IdStateTest {
    private static final long FINGERPRINT = 0x0123456789abcdefL;

    /** Written by hand: the first form has been in Redis since format 1, the second since format 3. */
    @ParameterizedTest
    @CsvSource({
        "1592208000123-7 0123456789abcdef placed 60000, .kbg7j7nf-7OAEjRWeJq83v1aao",
        "1592208000123-7 0123456789abcdef paid 60000 35, .kbg7j7nf-7PAEjRWeJq83v1aao.z",
        "1592208000123-1000 ffffffffffffffff cancelled 0, .kbg7j7nf-1000CP__________0",
        "0-1 0000000000000000 agreement 600 200 7 0 36, .0-1AAAAAAAAAAAAgo.5k.7.0.10",
        "1592208000123-7 0123456789abcdef refund, .kbg7j7nf-7RAEjRWeJq83v",
        "1592208000123-7 0123456789abcdef deal_cancellation, .kbg7j7nf-7EAEjRWeJq83v"
    })
    void bothFormsAreTheSameState(String earlier, String now) {
        IdState state = IdState.parse(earlier);

        assertEquals(now, state.text());
        assertEquals(state, IdState.parse(now));
        assertEquals(earlier, state.textLike(earlier));
        assertEquals(now, state.textLike(now));
    }

    @Test
    void everyStateIsReadAsItWasWritten() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            IdState state = any(random);
            assertEquals(state, IdState.parse(state.text()), () -> "seed " + seed + ": " + state);
            assertEquals(state, IdState.parse(state.textLike("1-0 ")), () -> "seed " + seed + ": " + state);
            assertTrue(IdState.has(state.text(), state.fingerprint()), () -> "seed " + seed + ": " + state);
            assertTrue(IdState.isAt(state.text(), state.seq()), () -> "seed " + seed + ": " + state);
        }
    }

    private static IdState any(Random random) {
        String seq = number(random, 50) + "-" + number(random, 20);
        long fingerprint = random.nextLong();
        MessageType type = MessageType.values()[random.nextInt(MessageType.values().length)];
        return switch (type) {
            case ORDER -> {
                OrderState order = OrderState.values()[random.nextInt(OrderState.values().length)];
                yield IdState.ofOrder(seq, fingerprint, order, number(random, 53), number(random, 2));
            }
            case DEAL -> {
                DealState deal = DealState.values()[random.nextInt(DealState.values().length)];
                yield IdState.ofDeal(
                        seq,
                        fingerprint,
                        new DealProgress(
                                deal,
                                number(random, 53),
                                number(random, 53),
                                number(random, 9),
                                number(random, 9),
                                number(random, 53)));
            }
            default -> IdState.ofOther(seq, fingerprint, type);
        };
    }

    private static long number(Random random, int bits) {
        return random.nextLong() >>> Long.SIZE - 1 - random.nextInt(bits);
    }

    @Test
    void aUsualOrderHasWhatFitsInto32BytesOfRedis() {
        IdState order = IdState.ofOrder("1795281935146-999", -1, OrderState.PAID, 60_000_000, 0);
        assertEquals(30, order.text().length());
    }

    @Test
    void placeAndFingerprintAreTheWholeOnes() {
        String value = IdState.ofOrder("1795281935146-12", FINGERPRINT, OrderState.PAID, 1, 0)
                .text();
        assertTrue(IdState.isAt(value, "1795281935146-12"));
        assertFalse(IdState.isAt(value, "1795281935146-1"));
        assertFalse(IdState.isAt(value, "1795281935146-121"));
        assertFalse(IdState.isAt("", "1-0"));
        assertFalse(IdState.isAt("1-01 f paid", "1-0"));
        assertTrue(IdState.isAt("1-0 f paid", "1-0"));
        assertFalse(IdState.has(value, FINGERPRINT + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "1-0",
                "1-0 f",
                "1-0 f lost",
                "1-0 g paid 5",
                "1-0 f paid x",
                ".",
                ".1",
                ".1-",
                ".1-0",
                ".1-0P",
                ".1-0PAAAAAAAAAA",
                ".1-0TAAAAAAAAAAA1",
                ".1-0pAAAAAAAAAAA1",
                ".1-0PAAAAAAAAAA 1",
                ".1-0PQAAAAAAAAAA1",
                ".1-0PAAAAAAAAAAA1.!",
                ".-0PAAAAAAAAAAA1",
                ".1-PAAAAAAAAAAA1"
            })
    void whatIsNoValueIsRefused(String value) {
        assertThrows(IllegalArgumentException.class, () -> IdState.parse(value));
    }
}
