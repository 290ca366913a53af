package org.livetally.ledger;

import io.vertx.redis.client.Response;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Seq;
import org.livetally.wire.LedgerJson;

/** One message of the ledger, with its place. */
public record Recorded(Seq seq, Message message) {

    /**
     * The messages of one entry of the Redis Stream, oldest first.
     *
     * @throws IllegalStateException that names the entry, if this program did not write it
     */
    public static List<Recorded> of(String stream, Response entry) {
        Seq newest = Seq.parse(entry.get(0).toString());
        List<Message> messages = messages(stream, newest, entry.get(1));
        List<Recorded> read = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            read.add(new Recorded(newest.minus(messages.size() - 1 - i), messages.get(i)));
        }
        return read;
    }

    private static List<Message> messages(String stream, Seq entry, Response fields) {
        try {
            if (fields.get(0).toString().equals("messages")) {
                return LedgerJson.readArray(stream, fields.get(1).toBytes());
            }
        } catch (UncheckedIOException e) {
            throw unreadable(stream, entry, e);
        }
        throw unreadable(stream, entry, null);
    }

    private static IllegalStateException unreadable(String stream, Seq entry, @Nullable Exception reason) {
        return new IllegalStateException("entry " + entry + " of " + stream + "'s ledger cannot be read", reason);
    }
}
