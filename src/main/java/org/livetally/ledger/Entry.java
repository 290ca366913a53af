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
 * An entry of a ledger: the messages of one batch. One that is packed is unpacked when somebody asks for them, and is not
 * thread-safe.
 */
public final class Entry {
    private final String stream;
    private final Seq id;
    private final byte[] stored;
    /** Null as long as it is packed. */
    private byte @Nullable [] messages;

    /** @param stream names it where it cannot be read */
    private Entry(String stream, Seq id, byte[] stored, byte @Nullable [] messages) {
        this.stream = stream;
        this.id = id;
        this.stored = stored;
        this.messages = messages;
    }

    /**
     * An entry that is not packed.
     *
     * @param id the seq of its last message
     * @param messages a JSON array, UTF-8, byte for byte as it was recorded
     */
    public static Entry of(Seq id, byte[] messages) {
        return new Entry("", id, messages, messages);
    }

    /**
     * An entry of the Redis Stream.
     *
     * @throws IllegalStateException that names the entry, if this program did not write it
     */
    public static Entry of(String stream, Response entry) {
        Seq id = Seq.parse(entry.get(0).toString());
        Response fields = entry.get(1);
        byte[] value = fields.get(1).toBytes();
        return switch (fields.get(0).toString()) {
            case Packing.PLAIN -> new Entry(stream, id, value, value);
            case Packing.PACKED -> new Entry(stream, id, value, null);
            default -> throw unreadable(id, stream, null);
        };
    }

    /** The seq of its last message. */
    public Seq id() {
        return id;
    }

    /** As Redis holds it, if it came from there, see {@link Packing}; otherwise its messages. */
    public byte[] stored() {
        return stored;
    }

    /**
     * A JSON array, UTF-8, byte for byte as it was recorded.
     *
     * @throws IllegalStateException that names the entry, if it is damaged
     */
    public byte[] messages() {
        byte[] all = messages;
        if (all == null) {
            try {
                all = Packing.unpack(stored);
            } catch (IllegalArgumentException e) {
                throw unreadable(id, stream, e);
            }
            messages = all;
        }
        return all;
    }

    /**
     * Its messages, oldest first.
     *
     * @throws IllegalStateException that names the entry, if these are not messages
     */
    public List<Recorded> recorded(String stream) {
        List<Message> read;
        try {
            read = LedgerJson.readArray(stream, messages());
        } catch (UncheckedIOException e) {
            throw unreadable(id, stream, e);
        }
        List<Recorded> recorded = new ArrayList<>(read.size());
        for (int i = 0; i < read.size(); i++) {
            recorded.add(new Recorded(id.minus(read.size() - 1 - i), read.get(i)));
        }
        return recorded;
    }

    private static IllegalStateException unreadable(Seq entry, String stream, @Nullable Exception reason) {
        return new IllegalStateException("entry " + entry + " of " + stream + "'s ledger cannot be read", reason);
    }
}
