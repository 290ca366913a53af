package org.livetally.redis.client;

/**
 * The keys of messages out. All have one hash tag, which no stream can have, so one script tells an event, and finds those
 * who are to hear of it.
 *
 * <table>
 * <caption>Keys below {@code livetally:{livetally:notify}:}</caption>
 * <tr><td>{@code targets}</td><td>hash</td><td>id of a target to its settings, in JSON, without its address and secret</td></tr>
 * <tr><td>{@code secrets}</td><td>hash</td><td>id of a target to {@code {"url","secret"}}: whoever has them can write there</td></tr>
 * <tr><td>{@code told}</td><td>sorted set</td><td>id of an event by when it was told, epoch ms; kept for 30 days</td></tr>
 * <tr><td>{@code outbox}</td><td>hash</td><td>{@code <target>\t<event>} to {@code <attempts> <json>}: what is not delivered yet</td></tr>
 * <tr><td>{@code waiting}</td><td>sorted set</td><td>the same names by when the event was told, epoch ms</td></tr>
 * <tr><td>{@code due}</td><td>sorted set</td><td>the same names by when the next attempt is due, epoch ms</td></tr>
 * <tr><td>{@code seen}</td><td>hash</td><td>stream to how far it was when it was last looked at</td></tr>
 * <tr><td>{@code sender}</td><td>string</td><td>the node that looks and sends, for as long as its lease lasts</td></tr>
 * <tr><td>{@code attempts:<target>}</td><td>list</td><td>the newest attempts to deliver there, newest first, in JSON</td></tr>
 * </table>
 */
public final class NotifyKeys {
    private static final String SLOT = "livetally:{livetally:notify}:";

    public static final String TARGETS = SLOT + "targets";
    public static final String SECRETS = SLOT + "secrets";
    public static final String TOLD = SLOT + "told";
    public static final String OUTBOX = SLOT + "outbox";
    public static final String WAITING = SLOT + "waiting";
    public static final String DUE = SLOT + "due";
    public static final String SEEN = SLOT + "seen";
    public static final String SENDER = SLOT + "sender";

    private NotifyKeys() {}

    /** The key of the attempts to deliver to a target. */
    public static String attempts(String target) {
        return SLOT + "attempts:" + target;
    }
}
