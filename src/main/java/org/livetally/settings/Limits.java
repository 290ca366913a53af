package org.livetally.settings;

/**
 * Limits on what strangers may use, so that none of them can use everything. 0 means no limit.
 *
 * @param connections open connections of this process, whatever they are used for
 * @param connectionsPerAddress open connections from one remote address
 * @param requestSeconds how long a client may take to send a request
 * @param invalidMessages how many invalid messages in a row an order socket may send
 * @param screenMessages how many messages a second a screen may send, which has no need to send any
 * @param audienceMessages how many messages a second are read from a viewer. A person taps perhaps 10 times a second,
 *     and pages add taps up
 */
public record Limits(
        int connections,
        int connectionsPerAddress,
        int requestSeconds,
        int invalidMessages,
        int screenMessages,
        int audienceMessages) {
    /** Generous to crowds that share an address, such as a company's or a mobile network's. */
    public static final Limits DEFAULTS = new Limits(20_000, 12_000, 10, 100, 10, 20);

    /** @throws SettingException that names the first bad value */
    public Limits {
        requireNotNegative("max-connections", connections);
        requireNotNegative("max-connections-per-address", connectionsPerAddress);
        requireNotNegative("request-timeout", requestSeconds);
        requireNotNegative("max-invalid-messages", invalidMessages);
        requireNotNegative("max-screen-messages", screenMessages);
        requireNotNegative("max-audience-messages", audienceMessages);
    }

    private static void requireNotNegative(String name, int value) {
        if (value < 0) {
            throw new SettingException(name, "must be 0 (no limit) or more, not " + value);
        }
    }
}
