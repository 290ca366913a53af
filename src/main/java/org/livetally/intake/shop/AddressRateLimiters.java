package org.livetally.intake.shop;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.livetally.socket.RateLimiter;

/**
 * Limits the rate of orders from one address, over all its connections to this event loop. Reconnecting resets the
 * limit of the connection, but not this one. It is wide enough for a crowd behind one address.
 */
final class AddressRateLimiters {
    static final int BURST = 200;
    static final Duration INTERVAL = Duration.ofMillis(50);
    /**
     * Maximum of addresses that are remembered. Above it, the address that has been quiet the longest is forgotten. Ten
     * quiet seconds restore an address' full rate anyway, so forgetting makes a difference only if this many addresses
     * order within that time.
     */
    static final int MAX_ADDRESSES = 10_000;

    private final Map<String, RateLimiter> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RateLimiter> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    /** Whether this address may place one more order now. */
    boolean admit(String address) {
        return byAddress
                .computeIfAbsent(address, first -> new RateLimiter(BURST, INTERVAL))
                .admits();
    }

    /** The number of addresses that are remembered. */
    int addresses() {
        return byAddress.size();
    }
}
