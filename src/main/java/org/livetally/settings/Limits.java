package org.livetally.settings;

/**
 * What strangers may take, so that nobody's share is everything. 0 means: no limit.
 *
 * @param connections open connections of this process, in all, whatever they are used for
 * @param connectionsPerAddress the same of one remote address
 * @param requestSeconds how long a client may take to send a request
 * @param invalidMessages how many invalid messages in a row an order socket may send
 * @param screenMessages how many messages a second a screen may send, which has nothing to say
 * @param audienceMessages how many messages of a viewer are read a second. A person taps perhaps 10 times a second, and
 *     pages add taps up
 */
public record Limits(
        int connections,
        int connectionsPerAddress,
        int requestSeconds,
        int invalidMessages,
        int screenMessages,
        int audienceMessages) {
    /** Generous to crowds behind one address, such as a company's or a mobile network's. */
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
