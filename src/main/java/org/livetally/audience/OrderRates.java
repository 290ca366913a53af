package org.livetally.audience;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.livetally.socket.Rate;

/**
 * How fast the viewers of one address may order, all their connections to this event loop together: who connects again begins
 * with a new rate of the connection, but not with a new one of the address. Wide enough for a crowd behind one address.
 */
final class OrderRates {
    static final int AT_ONCE = 200;
    static final Duration BETWEEN = Duration.ofMillis(50);
    /**
     * Above it, the one that has ordered nothing for the longest time is forgotten. After ten quiet seconds its rate is as good as
     * a new one, so that this costs nothing until so many addresses order within that time.
     */
    static final int MOST_ADDRESSES = 10_000;

    private final Map<String, Rate> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Rate> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /** Whether one more order of this address, now, is within the rate. */
    boolean admit(String address) {
        return byAddress
                .computeIfAbsent(address, first -> new Rate(AT_ONCE, BETWEEN))
                .admits();
    }

    /** How many addresses are remembered. */
    int addresses() {
        return byAddress.size();
    }
}
