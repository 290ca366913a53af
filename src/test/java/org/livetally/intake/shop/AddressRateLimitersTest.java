package org.livetally.intake.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The rate of an address, and how many are remembered. */
final class AddressRateLimitersTest {
    private final AddressRateLimiters rates = new AddressRateLimiters();

    @Test
    void eachAddressHasItsOwn() {
        exhaust("a");

        assertTrue(rates.admit("b"));
    }

    @Test
    void theLongestIdleAreForgotten() {
        exhaust("idle");
        exhaust("busy");
        for (int i = 0; i < AddressRateLimiters.MAX_ADDRESSES; i++) {
            rates.admit("other " + i);
            rates.admit("busy");
        }

        assertEquals(AddressRateLimiters.MAX_ADDRESSES, rates.addresses());
        exhaust("busy");
        assertFalse(rates.admit("busy"));
        assertTrue(rates.admit("idle"), "begins anew");
    }

    private void exhaust(String address) {
        int admitted = 0;
        while (rates.admit(address)) {
            admitted++;
        }
        assertTrue(admitted <= AddressRateLimiters.BURST + 100, admitted + " at once");
    }
}
