package org.livetally.images;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.WriteGate;
import org.livetally.http.EntityTag;
import org.livetally.http.Problem;
import org.livetally.http.SharedBodies;
import org.livetally.http.SharedBody;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;

/** Pictures in Redis. A request that shows one asks for its tag only, if the client or this event loop holds it. */
public final class Images implements SharedBodies.Source<Images.Key> {
    /** Maximum size of a picture in bytes. */
    static final int MAX_IMAGE_BYTES = 512 << 10;
    /** Maximum of pictures of a stream. */
    static final int MAX_IMAGES = 200;
    /** Maximum size of a stream's pictures together, in bytes. */
    static final int MAX_BYTES = 32 << 20;

    private static final int MIB = 1 << 20;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private final RedisLink redis;
    private final WriteGate gate;

    /** @param gate refuses changes while it is closed */
    public Images(RedisLink redis, WriteGate gate) {
        this.redis = redis;
        this.gate = gate;
    }

    /** A picture of a stream. */
    record Key(String stream, String name) {}

    /**
     * Stores a picture, or replaces the one of that name.
     *
     * @return its address, type and size
     */
    Future<JsonObject> put(Key key, byte[] content) {
        if (!NAME.matcher(key.name).matches()) {
            throw Problem.invalidField("name", Rule.IMAGE_NAME.reason());
        }
        ImageType type = ImageType.of(content);
        if (type == null) {
            throw Problem.invalidField("body", Rule.IMAGE_TYPE.reason());
        }
        return change(key, content).map(stored -> facts(key, content.length).put("type", type.mediaType()));
    }

    /** Removes a picture. Fails with 404 if there is none. */
    Future<Void> remove(Key key) {
        return change(key, new byte[0]).mapEmpty();
    }

    private Future<Response> change(Key key, byte[] content) {
        RedisFailures.requireOpen(gate);
        if (content.length > 0) {
            RedisFailures.requireRoom(gate);
        }
        StreamKeys keys = StreamDirectory.keys(key.stream);
        return RedisFailures.orUnavailable(redis.runReplicated(ChangeImage.call(keys, key.name, content)))
                .map(outcome -> switch (outcome.toString()) {
                    case "stored", "removed" -> outcome;
                    case "none" -> throw notFound();
                    case "many" -> throw Problem.invalidField("name", Rule.IMAGES_LIMIT.reason(MAX_IMAGES));
                    case "big" -> throw Problem.invalidField("body", Rule.IMAGES_SIZE.reason(MAX_BYTES / MIB));
                    case "archived" -> throw StreamDirectory.archived(key.stream);
                    case "unknown" -> throw StreamDirectory.unknown(key.stream);
                    default -> throw new IllegalStateException("change_image.lua answered " + outcome);
                });
    }

    private static JsonObject facts(Key key, long bytes) {
        return new JsonObject()
                .put("image", "/api/streams/" + key.stream + "/images/" + key.name)
                .put("bytes", bytes);
    }

    /** All pictures of a stream, by name: their addresses and sizes. */
    Future<JsonObject> list(String stream) {
        StreamKeys keys = StreamDirectory.keys(stream);
        return require(keys)
                .compose(there -> send(Request.cmd(Command.HGETALL).arg(keys.imageFacts())))
                .map(hash -> {
                    Map<String, Object> images = new TreeMap<>();
                    for (int i = 0; i + 1 < hash.size(); i += 2) {
                        String name = hash.get(i).toString();
                        String bytes = hash.get(i + 1).toString().split(" ", 2)[0];
                        images.put(name, facts(new Key(stream, name), Long.parseLong(bytes)));
                    }
                    return new JsonObject(images);
                });
    }

    @Override
    public Future<EntityTag> tag(Key key) {
        StreamKeys keys = StreamDirectory.keys(key.stream);
        return send(Request.cmd(Command.HGET).arg(keys.imageFacts()).arg(key.name))
                .compose(found -> found == null
                        ? require(keys).compose(there -> Future.failedFuture(notFound()))
                        : Future.succeededFuture(new EntityTag(found.toString().split(" ", 2)[1])));
    }

    @Override
    public Future<SharedBody> read(Key key, EntityTag tag) {
        String images = StreamDirectory.keys(key.stream).images();
        return send(Request.cmd(Command.HGET).arg(images).arg(key.name)).map(found -> {
            ImageType type = found == null ? null : ImageType.of(found.toBytes());
            if (found == null || type == null) {
                throw notFound(); // removed a moment ago
            }
            return SharedBody.of(found.toBytes(), type.mediaType(), tag);
        });
    }

    private Future<Void> require(StreamKeys keys) {
        return new StreamDirectory(redis)
                .require(keys)
                .recover(cause ->
                        Future.failedFuture(RedisFailures.isPermanent(cause) ? cause : RedisFailures.problem(cause)));
    }

    private Future<Response> send(Request request) {
        return RedisFailures.orUnavailable(redis.send(request));
    }

    private static Problem notFound() {
        return Problem.of(404, Rule.NO_IMAGE.reason());
    }
}
