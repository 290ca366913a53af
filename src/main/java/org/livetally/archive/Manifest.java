package org.livetally.archive;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.livetally.domain.order.Seq;
import org.livetally.domain.stream.Ids;
import org.livetally.ledger.Seal;

/**
 * What a stream's file holds. It is the file's last part, since only then is it known.
 *
 * @param facts what it is the file of
 * @param chunks of its ledger, oldest first
 * @param parts all other parts of the file, in their order
 */
public record Manifest(Facts facts, List<Chunk> chunks, List<Part> parts) {
    /** The name of the manifest itself. */
    public static final String NAME = "manifest.json";
    /** The newest format of files that this version writes and reads. */
    public static final int FORMAT = 2;

    public Manifest {
        chunks = List.copyOf(chunks);
        parts = List.copyOf(parts);
    }

    /**
     * What a file is the file of.
     *
     * @param product the version of the program that wrote it
     * @param createdAt epoch ms
     * @param currency of its money
     * @param seal of the ledger up to its last entry
     * @param messages number of messages in the ledger
     * @param orders number of paid orders
     * @param gmv in minor units
     */
    public record Facts(
            String product,
            String stream,
            long createdAt,
            String currency,
            Seal seal,
            long messages,
            long orders,
            long gmv) {
        /** @throws NullPointerException naming the field that a damaged manifest does not have */
        public Facts {
            Objects.requireNonNull(product, "product");
            Objects.requireNonNull(currency, "currency");
        }
    }

    /**
     * A part of the ledger.
     *
     * @param first the id of its first entry
     * @param seal of the ledger up to its last entry
     */
    public record Chunk(Seq first, Seal seal, long messages) {
        /** The id of its last entry. */
        public Seq last() {
            return seal.seq();
        }
    }

    /**
     * A part of the file.
     *
     * @param name as in the ZIP
     * @param bytes of its content
     * @param sha256 of its content, in hexadecimal
     */
    public record Part(String name, long bytes, String sha256) {
        /** @throws NullPointerException naming the field that a damaged manifest does not have */
        public Part {
            Objects.requireNonNull(name, "parts[].name");
            Objects.requireNonNull(sha256, "parts[].sha256");
        }
    }

    /** The parts by name. */
    Map<String, Part> byName() {
        return parts.stream().collect(Collectors.toMap(Part::name, Function.identity(), (one, other) -> one));
    }

    byte[] json() {
        JsonArray named = new JsonArray();
        parts.forEach(part -> named.add(
                new JsonObject().put("name", part.name).put("bytes", part.bytes).put("sha256", part.sha256)));
        JsonArray cut = new JsonArray();
        chunks.forEach(chunk -> cut.add(new JsonObject()
                .put("first", chunk.first.toString())
                .put("last", chunk.last().toString())
                .put("messages", chunk.messages)
                .put("sha256", chunk.seal.sha256())));
        return new JsonObject()
                .put("format", FORMAT)
                .put("product", facts.product)
                .put("stream", facts.stream)
                .put("createdAt", facts.createdAt)
                .put("currency", facts.currency)
                .put("seal", facts.seal.text())
                .put("messages", facts.messages)
                .put("orders", facts.orders)
                .put("gmv", facts.gmv)
                .put("chunks", cut)
                .put("parts", named)
                .encodePrettily()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IOException if this is no manifest, or one of a format that this version does not know */
    static Manifest of(byte[] json) throws IOException {
        try {
            JsonObject manifest = new JsonObject(new String(json, StandardCharsets.UTF_8));
            int format = manifest.getInteger("format");
            if (format != FORMAT) {
                throw new IOException("the file has format " + format + ", and this version reads format " + FORMAT
                        + " only: use the version of Livetally that wrote it, " + manifest.getString("product")
                        + ", or a newer one");
            }
            return new Manifest(
                    facts(manifest),
                    objects(manifest, "chunks").stream().map(Manifest::chunk).toList(),
                    objects(manifest, "parts").stream().map(Manifest::part).toList());
        } catch (DecodeException | ClassCastException | NullPointerException | IllegalArgumentException e) {
            throw new IOException("its " + NAME + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Facts facts(JsonObject manifest) throws IOException {
        String stream = manifest.getString("stream");
        if (!Ids.isStream(stream)) {
            throw new IOException("its " + NAME + " names no stream");
        }
        return new Facts(
                manifest.getString("product"),
                stream,
                manifest.getLong("createdAt"),
                manifest.getString("currency"),
                Seal.parse(manifest.getString("seal")),
                manifest.getLong("messages"),
                manifest.getLong("orders"),
                manifest.getLong("gmv"));
    }

    private static List<JsonObject> objects(JsonObject manifest, String field) {
        return manifest.getJsonArray(field).stream().map(JsonObject.class::cast).toList();
    }

    private static Chunk chunk(JsonObject chunk) {
        return new Chunk(
                Seq.parse(chunk.getString("first")),
                new Seal(Seq.parse(chunk.getString("last")), chunk.getString("sha256")),
                chunk.getLong("messages"));
    }

    private static Part part(JsonObject part) {
        return new Part(part.getString("name"), part.getLong("bytes"), part.getString("sha256"));
    }
}
