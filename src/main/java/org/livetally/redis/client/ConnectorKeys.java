package org.livetally.redis.client;

/**
 * The keys of a connector. All carry the hash tag {@code {hook:id}}, so one script changes them together.
 *
 * <table>
 * <caption>Keys below {@code livetally:{hook:id}:}</caption>
 * <tr><td>{@code settings}</td><td>hash</td><td>kind, stream, title, channel, currency, money, shop, options (JSON), test, paused,
 *     createdAt, edition (raised by each change)</td></tr>
 * <tr><td>{@code secrets}</td><td>hash</td><td>{@code list}: a JSON array, oldest first. A key of its own, so that whatever reads settings
 *     has no secrets</td></tr>
 * <tr><td>{@code deliveries}</td><td>stream</td><td>the newest deliveries; its only field, {@code delivery}, is JSON</td></tr>
 * <tr><td>{@code counts}</td><td>hash</td><td>{@code <outcome>} to the number of deliveries, {@code lastAt}, {@code lastRecordedAt},
 *     {@code skewMs}; {@code refusedInRow} and {@code refusedSince}, while the newest ones have a bad signature</td></tr>
 * </table>
 */
public record ConnectorKeys(String connector) {
    /** Set of the ids of all connectors. */
    public static final String INDEX = "livetally:connectors";

    public String settings() {
        return key("settings");
    }

    public String secrets() {
        return key("secrets");
    }

    public String deliveries() {
        return key("deliveries");
    }

    public String counts() {
        return key("counts");
    }

    private String key(String name) {
        return "livetally:{hook:" + connector + "}:" + name;
    }
}
