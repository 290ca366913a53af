package org.livetally.ledger.count;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Chain;

/**
 * What a ledger comes to up to an entry, so that one need not count it from its beginning. What grows with the ledger,
 * buyers and orders, is only there as what is new since the checkpoint before: whoever goes on from a checkpoint needs
 * that of all before it.
 *
 * @param seq the id of the entry
 * @param state deflated JSON, see {@link Cut}
 * @param fresh deflated JSON of what is new since the checkpoint before
 */
public record Checkpoint(Seq seq, byte[] state, byte[] fresh) {
    /** After this many messages another checkpoint is due. */
    public static final int MESSAGES = 20_000;
    /** Ends the name under which {@code fresh} is kept; {@code state} has the seq alone. */
    public static final String NEW = ":new";
    /** The field of the state with the chain. */
    static final String CHAIN = "chain";

    /**
     * The chain over all entries up to this one.
     *
     * @throws IllegalStateException if the checkpoint is damaged
     */
    public Chain chain() {
        return read(state, json -> Chain.of(json.getString(CHAIN)));
    }

    /**
     * Reads one of its parts.
     *
     * @throws IllegalStateException if it is damaged, or lacks something
     */
    <T> T read(byte[] packed, Function<JsonObject, T> reader) {
        try {
            return reader.apply(unpack(packed));
        } catch (RuntimeException e) {
            throw new IllegalStateException("the checkpoint at " + seq + " cannot be read", e);
        }
    }

    static byte[] pack(JsonObject json) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(json.toBuffer().getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not of an array
        }
        return packed.toByteArray();
    }

    private static JsonObject unpack(byte[] packed) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return new JsonObject(Buffer.buffer(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
