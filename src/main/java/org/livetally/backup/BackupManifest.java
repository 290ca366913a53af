package org.livetally.backup;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.livetally.domain.Sha256;
import org.livetally.ledger.Seal;
import org.livetally.redis.client.DataFormat;

/**
 * What a backup holds. It is written last: a directory without it is no backup yet.
 *
 * @param id of the backup: the SHA-256 of this manifest
 */
public record BackupManifest(String id, Facts facts, List<File> files) {
    static final String NAME = "manifest.json";
    /**
     * The format of data that restores a backup: its files have been the same since, so it is the way back to versions that know
     * format 2, too, unless they may have a loss that was accepted.
     */
    private static final int FORMAT = 2;

    /**
     * What a backup is the backup of.
     *
     * @param product the version of the program that made it
     * @param createdAt when it was begun, epoch ms
     * @param secrets whether it holds secrets
     * @param losses whether a ledger may have a loss that was accepted
     */
    public record Facts(
            String product, long createdAt, boolean secrets, boolean losses, List<BackedUpStream> streams) {}

    /** The streams in it. */
    public List<BackedUpStream> streams() {
        return facts.streams;
    }

    /**
     * A stream in a backup.
     *
     * @param file its name in the directory
     * @param seal of its ledger, up to the last entry that the backup holds
     * @param messages number of messages in it
     * @param archived whether it was archived
     */
    public record BackedUpStream(String stream, String file, Seal seal, long messages, boolean archived) {}

    /**
     * A file of the backup.
     *
     * @param name in the directory
     * @param sha256 in hexadecimal
     */
    record File(String name, long bytes, String sha256) {}

    /** The content of a manifest. */
    static byte[] json(Facts facts, List<File> files) {
        JsonArray backedUp = new JsonArray();
        facts.streams.forEach(stream -> backedUp.add(new JsonObject()
                .put("stream", stream.stream)
                .put("file", stream.file)
                .put("seal", stream.seal.text())
                .put("messages", stream.messages)
                .put("archived", stream.archived)));
        JsonArray named = new JsonArray();
        files.forEach(file -> named.add(
                new JsonObject().put("name", file.name).put("bytes", file.bytes).put("sha256", file.sha256)));
        return new JsonObject()
                .put("format", facts.losses ? DataFormat.WITH_LOSSES : FORMAT)
                .put("product", facts.product)
                .put("createdAt", facts.createdAt)
                .put("secrets", facts.secrets)
                .put("streams", backedUp)
                .put("files", named)
                .encodePrettily()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IOException if there is none, or if it is of a newer version */
    static BackupManifest read(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        try {
            return of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new IOException(directory + " is no complete backup: it has no " + NAME, e);
        } catch (DecodeException | ClassCastException | NullPointerException | IllegalArgumentException e) {
            throw new IOException(file + " is no manifest of a backup: " + e.getMessage(), e);
        }
    }

    private static BackupManifest of(byte[] content) throws IOException {
        JsonObject manifest = new JsonObject(new String(content, StandardCharsets.UTF_8));
        String format = String.valueOf(manifest.getValue("format"));
        if (DataFormat.isNewer(format)) {
            throw new IOException(DataFormat.refusal("the backup", format));
        }
        return new BackupManifest(
                Sha256.hex(content),
                new Facts(
                        manifest.getString("product"),
                        manifest.getLong("createdAt"),
                        manifest.getBoolean("secrets"),
                        Integer.parseInt(format) >= DataFormat.WITH_LOSSES,
                        objects(manifest, "streams").map(BackupManifest::stream).toList()),
                objects(manifest, "files").map(BackupManifest::file).toList());
    }

    private static Stream<JsonObject> objects(JsonObject manifest, String field) {
        return manifest.getJsonArray(field).stream().map(JsonObject.class::cast);
    }

    private static BackedUpStream stream(JsonObject stream) {
        return new BackedUpStream(
                stream.getString("stream"),
                stream.getString("file"),
                Seal.parse(stream.getString("seal")),
                stream.getLong("messages"),
                stream.getBoolean("archived"));
    }

    private static File file(JsonObject file) {
        return new File(file.getString("name"), file.getLong("bytes"), file.getString("sha256"));
    }
}
