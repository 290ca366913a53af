package org.livetally.ledger;

import io.vertx.redis.client.Response;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Seq;
import org.livetally.wire.LedgerJson;

/**
 * An entry of a ledger: the messages of one batch.
 *
 * @param id the seq of its last message
 * @param messages a JSON array, UTF-8, byte for byte as it was recorded
 */
public record Entry(Seq id, byte[] messages) {
    /**
     * An entry of the Redis Stream.
     *
     * @throws IllegalStateException that names the entry, if this program did not write it, or it is damaged
     */
    public static Entry of(String stream, Response entry) {
        Seq id = Seq.parse(entry.get(0).toString());
        Response fields = entry.get(1);
        byte[] value = fields.get(1).toBytes();
        return switch (fields.get(0).toString()) {
            case Packing.PLAIN -> new Entry(id, value);
            case Packing.PACKED -> new Entry(id, unpacked(stream, id, value));
            default -> throw unreadable(stream, id, null);
        };
    }

    private static byte[] unpacked(String stream, Seq id, byte[] value) {
        try {
            return Packing.unpack(value);
        } catch (IllegalArgumentException e) {
            throw unreadable(stream, id, e);
        }
    }

    /**
     * Its messages, oldest first.
     *
     * @throws IllegalStateException that names the entry, if these are not messages
     */
    public List<Recorded> recorded(String stream) {
        List<Message> read;
        try {
            read = LedgerJson.readArray(stream, messages);
        } catch (UncheckedIOException e) {
            throw unreadable(stream, id, e);
        }
        List<Recorded> recorded = new ArrayList<>(read.size());
        for (int i = 0; i < read.size(); i++) {
            recorded.add(new Recorded(id.minus(read.size() - 1 - i), read.get(i)));
        }
        return recorded;
    }

    private static IllegalStateException unreadable(String stream, Seq entry, @Nullable Exception reason) {
        return new IllegalStateException("entry " + entry + " of " + stream + "'s ledger cannot be read", reason);
    }
}
