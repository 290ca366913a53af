package org.livetally.ledger.read;

import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.Seq;
import org.livetally.wire.LedgerJson;

/**
 * An entry of the book of deals.
 *
 * @param seq the place of the deal in the ledger
 * @param json the deal, as the ledger has it
 * @param highest whether it was the highest agreement so far, of those that stood
 */
public record DealEntry(Seq seq, String json, boolean highest) {
    private static final String HIGHEST = " highest";

    /** Reads an entry of the Redis Stream. */
    static DealEntry of(Response entry) {
        Response fields = entry.get(1);
        return new DealEntry(Seq.parse(entry.get(0).toString()), fields.get(1).toString(), fields.size() > 2);
    }

    Deal deal(String stream) {
        return (Deal) LedgerJson.read(stream, json.getBytes(StandardCharsets.UTF_8));
    }

    /** What the entry says, in one text. */
    public String text() {
        return text(json, highest);
    }

    /** The entry of which {@link #text} is what it says. */
    public static DealEntry of(Seq seq, String text) {
        boolean highest = text.endsWith(HIGHEST); // no JSON ends so
        return new DealEntry(seq, highest ? text.substring(0, text.length() - HIGHEST.length()) : text, highest);
    }

    /** What an entry of this deal says, in one text. */
    public static String text(String json, boolean highest) {
        return highest ? json + HIGHEST : json;
    }
}
