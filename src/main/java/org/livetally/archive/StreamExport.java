package org.livetally.archive;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.MinuteMeasure;
import org.livetally.domain.tally.Total;
import org.livetally.ledger.read.BasisReader;
import org.livetally.ledger.read.RedisLedger;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * Writes all that Redis has of a stream into a file: its ledger up to the newest message at the beginning, whatever is recorded
 * meanwhile, and the rest as it was then or a little later. On the event loop of the link, and a worker thread that
 * writes; at constant memory.
 */
public final class StreamExport {
    static final String CATALOGUE = "catalogue.json";
    static final String GROUPS = "groups.json";
    static final String LIKES = "likes.json";
    static final String IMAGES = "images.json";
    static final String IMAGE = "images/";
    static final String BASIS = "basis.ndjson";

    private final Worker worker = new Worker();
    private final RedisLink redis;
    private final StreamKeys keys;
    private final ExportTarget target;
    private final StreamFileWriter to;

    private StreamExport(RedisLink redis, StreamKeys keys, ExportTarget target) {
        this.redis = redis;
        this.keys = keys;
        this.target = target;
        this.to = target.file();
    }

    /**
     * A file that is complete, and has its name not yet.
     *
     * @param state what Redis had when it began
     */
    public record Written(Manifest manifest, StreamState state) {}

    /**
     * Writes the file of a stream; completes with null if there is no such stream.
     *
     * @param product the version of the program
     */
    public static Future<@Nullable Written> write(
            RedisLink redis, StreamKeys keys, ExportTarget target, String product) {
        StreamExport export = new StreamExport(redis, keys, target);
        return Waiting.read(redis, keys)
                .compose(waiting -> StreamState.read(redis, keys)
                        .compose(state -> state == null
                                ? Future.succeededFuture()
                                : export.write(waiting, state, product).map(manifest -> new Written(manifest, state))));
    }

    private Future<Manifest> write(Waiting waiting, StreamState state, String product) {
        long createdAt = System.currentTimeMillis();
        return add(state.parts())
                .compose(done -> addLong(CATALOGUE, () -> KeyReader.hash(redis, keys.catalogue())))
                .compose(done -> addLong(GROUPS, () -> KeyReader.hash(redis, keys.groupTree())))
                .compose(done -> add(waiting.parts()))
                .compose(done -> addLong(LIKES, this::likes))
                .compose(done -> addImages())
                .compose(done -> addBasis(state.last()))
                .compose(done -> ChunkExport.write(redis, RedisLedger.of(redis, keys), state.last(), target))
                .compose(done -> requireSameLedger(state))
                .compose(done -> worker.get(() -> to.finish(new Manifest.Facts(
                        product,
                        keys.stream(),
                        createdAt,
                        state.settings().getOrDefault("currency", ""),
                        to.seal(),
                        to.messages(),
                        state.total(Total.ORDERS.key()),
                        state.total(Total.GMV.key())))));
    }

    /** A ledger that was written under a pseudonym meanwhile would be half of one and half of the other. */
    private Future<Void> requireSameLedger(StreamState state) {
        return redis.send(Request.cmd(Command.HGET).arg(keys.totals()).arg("erased"))
                .compose(erased -> Objects.equals(
                                erased == null ? null : erased.toString(),
                                state.totals().get("erased"))
                        ? Future.succeededFuture()
                        : Future.failedFuture("a buyer of " + keys.stream() + " was erased meanwhile: try again"));
    }

    private Future<Void> add(Map<String, byte[]> parts) {
        return worker.run(() -> {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                to.add(part.getKey(), part.getValue());
            }
        });
    }

    private Future<Void> addLong(String name, Supplier<Future<Map<String, String>>> read) {
        return read.get().compose(found -> add(Map.of(name, StreamState.bytes(StreamState.json(found)))));
    }

    /** The likes of each minute, by its first epoch ms: the ledger does not have them. */
    private Future<Map<String, String>> likes() {
        String suffix = ":" + MinuteMeasure.LIKES.key();
        return KeyReader.hash(redis, keys.trend(), "*" + suffix)
                .map(fields -> fields.entrySet().stream()
                        .collect(Collectors.toMap(
                                field -> field.getKey()
                                        .substring(0, field.getKey().length() - suffix.length()),
                                Map.Entry::getValue)));
    }

    private Future<Void> addImages() {
        return KeyReader.hash(redis, keys.imageFacts())
                .compose(facts -> add(Map.of(IMAGES, StreamState.bytes(StreamState.json(facts))))
                        .compose(done -> addImages(facts.keySet().iterator())));
    }

    private Future<Void> addImages(Iterator<String> names) {
        if (!names.hasNext()) {
            return Future.succeededFuture();
        }
        String name = names.next();
        return redis.send(Request.cmd(Command.HGET).arg(keys.images()).arg(name))
                .compose(content -> content == null // removed a moment ago
                        ? Future.succeededFuture()
                        : add(Map.of(IMAGE + name, content.toBytes())))
                .compose(done -> addImages(names));
    }

    private Future<Void> addBasis(Seq last) {
        List<byte[]> lines = new ArrayList<>();
        return BasisReader.each(redis, keys, Seq.START, entry -> {
                    if (!entry.seq().isAfter(last)) {
                        lines.add(BasisLine.of(entry));
                    }
                })
                .compose(done -> worker.run(() -> to.add(BASIS, lines)));
    }
}
