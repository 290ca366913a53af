package org.livetally.streams;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;
import org.livetally.domain.stream.StreamStatus;
import org.livetally.http.Problem;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * The only reader of which streams there are, and of their single settings. Futures fail as those of
 * {@link RedisLink#send} do.
 */
public final class StreamDirectory {
    /** Limits what a list has outstanding on the link, which orders share. */
    private static final int READ_AT_ONCE = 500;

    private final RedisLink redis;

    public StreamDirectory(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * The keys of a stream that a client names.
     *
     * @throws Problem 404, if no stream can have that id
     */
    public static StreamKeys keys(String stream) {
        if (!Ids.isStream(stream)) {
            throw unknown(stream);
        }
        return new StreamKeys(stream);
    }

    /** 404: there is no stream with that id. */
    public static Problem unknown(String stream) {
        return Problem.of(404, Rule.STREAM_UNKNOWN.reason(stream));
    }

    public Future<Boolean> exists(StreamKeys keys) {
        return redis.send(Request.cmd(Command.EXISTS).arg(keys.settings())).map(reply -> reply.toInteger() == 1);
    }

    /** 409: the stream is in a file, and not in Redis. */
    public static Problem archived(String stream) {
        return Problem.of(409, Rule.STREAM_ARCHIVED.reason(stream));
    }

    /**
     * How far a stream has come, and where its data are.
     *
     * @param status on the wire
     * @param archived null while they are in Redis
     */
    public record Standing(String status, @Nullable Archived archived) {
        public boolean isClosed() {
            return status.equals(StreamStatus.CLOSED.wire());
        }
    }

    /** Fails with {@link #unknown}, if there is no such stream. */
    public Future<Standing> standing(StreamKeys keys) {
        return redis.send(Request.cmd(Command.HMGET)
                        .arg(keys.settings())
                        .arg("status")
                        .arg(Archived.SETTING))
                .map(found -> {
                    if (found.get(0) == null) {
                        throw unknown(keys.stream());
                    }
                    Response archived = found.get(1);
                    return new Standing(
                            found.get(0).toString(), archived == null ? null : Archived.of(archived.toString()));
                });
    }

    /** Says that the stream is in a file; null if it is in Redis, or if there is no such stream. */
    public Future<@Nullable Archived> archived(StreamKeys keys) {
        return setting(keys, Archived.SETTING).map(archived -> archived == null ? null : Archived.of(archived));
    }

    /** Fails with {@link #unknown}, if there is no such stream, and with {@link #archived}, if its data are not in Redis. */
    public Future<Void> require(StreamKeys keys) {
        return standing(keys).map(standing -> {
            if (standing.archived() != null) {
                throw archived(keys.stream());
            }
            return null;
        });
    }

    /**
     * Whether the board exists and is public.
     *
     * @param board the id of a stream, or {@code @} and that of a campaign
     */
    public Future<Boolean> isPublic(String board) {
        return Ids.isBoard(board)
                ? setting(new StreamKeys(board), "public").map("1"::equals)
                : Future.succeededFuture(false);
    }

    /** Whether the stream is open to orders of its viewers. */
    public Future<Boolean> isOpenToOrders(StreamKeys keys) {
        return setting(keys, "openOrders").map("1"::equals);
    }

    /** Whether the stream has started and not ended. */
    public Future<Boolean> isLive(StreamKeys keys) {
        return setting(keys, "status").map(StreamStatus.LIVE.wire()::equals);
    }

    /** The ids of all streams, sorted. A stream that is being created, or of which Redis has lost the rest, is among them. */
    public Future<List<String>> ids() {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(StreamKeys.INDEX))
                .map(ids -> ids.stream()
                        .map(Response::toString)
                        .filter(Ids::isStream)
                        .sorted()
                        .toList());
    }

    /** What lists show of a stream. */
    public record Brief(String title, String status, String currency) {}

    /** What lists show of these streams; those that do not exist are left out. */
    public Future<Map<String, Brief>> briefly(Collection<String> streams) {
        return briefly(List.copyOf(streams), new HashMap<>());
    }

    private Future<Map<String, Brief>> briefly(List<String> streams, Map<String, Brief> found) {
        if (streams.isEmpty()) {
            return Future.succeededFuture(found);
        }
        List<String> now = streams.subList(0, Math.min(READ_AT_ONCE, streams.size()));
        List<Future<Response>> reads = now.stream().map(this::brief).toList();
        return Future.all(reads).compose(all -> {
            for (int i = 0; i < now.size(); i++) {
                Response values = reads.get(i).result();
                if (values.get(1) != null) {
                    found.put(now.get(i), new Brief(text(values.get(0)), text(values.get(1)), text(values.get(2))));
                }
            }
            return briefly(streams.subList(now.size(), streams.size()), found);
        });
    }

    private Future<Response> brief(String stream) {
        return redis.send(Request.cmd(Command.HMGET)
                .arg(new StreamKeys(stream).settings())
                .arg("title")
                .arg("status")
                .arg("currency"));
    }

    private static String text(@Nullable Response value) {
        return value == null ? "" : value.toString();
    }

    private Future<@Nullable String> setting(StreamKeys keys, String name) {
        return redis.send(Request.cmd(Command.HGET).arg(keys.settings()).arg(name))
                .map(value -> value == null ? null : value.toString());
    }
}
