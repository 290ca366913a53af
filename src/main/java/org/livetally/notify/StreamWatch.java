package org.livetally.notify;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.stream.Ids;
import org.livetally.logging.LogThrottle;
import org.livetally.redis.client.ChangedBoards;
import org.livetally.redis.client.NotifyKeys;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * Looks which streams have started, passed something or ended, and tells it. It asks about live streams, and at times about
 * all, since one may start and end between two looks; it reads those that changed. How far a stream was is in Redis, and
 * moves together with what is told of it: so whoever looks next goes on there, and of two who look at once one counts.
 */
public final class StreamWatch {
    /** Marks that a beginning is known: any other stream is new since. No stream has this name. */
    private static final String BEGUN = "@begun";
    /** Each so many looks are at all streams. */
    private static final int ALL_EVERY = 60;
    /** What a look has outstanding on the link. */
    private static final int READ_AT_ONCE = 50;

    private static final long NOT_READ = -1;
    private static final Logger LOG = Logger.getLogger(StreamWatch.class.getName());

    private final RedisLink redis;
    private final Events events;
    private final InstantSource clock;
    private final LogThrottle throttle = new LogThrottle();
    private final Map<String, Known> known = new HashMap<>();
    private boolean begun;
    private int looks;

    private record Known(StreamState state, long version) {}

    /** @param clock the time of streams */
    public StreamWatch(RedisLink redis, Events events, InstantSource clock) {
        this.redis = redis;
        this.events = events;
        this.clock = clock;
    }

    /** Notes how far all streams are, unless that is known: only what happens from then on is told. */
    public Future<Void> begin() {
        return redis.send(Request.cmd(Command.HEXISTS).arg(NotifyKeys.SEEN).arg(BEGUN))
                .compose(there -> there.toInteger() == 1
                        ? Future.succeededFuture()
                        : ids(StreamKeys.INDEX)
                                .compose(ids -> each(new ArrayList<>(ids), this::note))
                                .compose(noted -> noteSeen(BEGUN, "")));
    }

    /** A stream that Redis will never read keeps nobody from noting the others; while Redis is away, none is noted. */
    private Future<Void> note(String stream) {
        return read(stream)
                .compose(news -> news == null
                        ? Future.succeededFuture()
                        : noteSeen(stream, news.state().text()))
                .recover(failure ->
                        RedisFailures.isPermanent(failure) ? goOn(stream, failure) : Future.failedFuture(failure));
    }

    /** The others are told all the same, and what is not told yet is asked again. */
    private Future<Void> goOn(String stream, Throwable failure) {
        throttle.admit("stream", System.nanoTime())
                .ifPresent(more -> LOG.log(
                        redis.isConnected() ? Level.WARNING : Level.FINE,
                        "news of stream " + stream + " could not be told; tried again soon" + LogThrottle.others(more),
                        failure));
        return Future.succeededFuture();
    }

    private Future<Void> noteSeen(String field, String value) {
        return redis.send(Request.cmd(Command.HSETNX)
                        .arg(NotifyKeys.SEEN)
                        .arg(field)
                        .arg(value))
                .mapEmpty();
    }

    /** Forgets what it knows: somebody else has looked meanwhile. */
    public void forget() {
        begun = false;
    }

    /** Looks once, and tells what it finds. */
    public Future<Void> look() {
        Future<Void> ready = begun ? Future.succeededFuture() : begin().compose(noted -> load());
        return ready.compose(loaded -> looks++ % ALL_EVERY == 0 ? unfinished() : ids(StreamKeys.LIVE))
                .compose(ids -> {
                    known.forEach((stream, last) -> {
                        if (last.state.isLive()) {
                            ids.add(stream);
                        }
                    });
                    return ChangedBoards.among(
                            redis, new ArrayList<>(ids), id -> new StreamKeys(id).totals(), this::version);
                })
                .compose(changed -> each(changed, stream -> tell(stream).recover(failure -> goOn(stream, failure))));
    }

    private long version(String stream) {
        Known last = known.get(stream);
        return last == null ? NOT_READ : last.version;
    }

    private Future<Void> load() {
        return redis.send(Request.cmd(Command.HGETALL).arg(NotifyKeys.SEEN)).map(flat -> {
            known.clear();
            for (int i = 0; i + 1 < flat.size(); i += 2) {
                String stream = flat.get(i).toString();
                if (Ids.isStream(stream)) {
                    known.put(stream, new Known(StreamState.of(flat.get(i + 1).toString()), NOT_READ));
                }
            }
            begun = true;
            looks = 0;
            return null;
        });
    }

    /** All streams of which there may still be news. */
    private Future<TreeSet<String>> unfinished() {
        return ids(StreamKeys.INDEX).map(ids -> {
            ids.removeIf(id -> known.containsKey(id) && known.get(id).state.isOver());
            return ids;
        });
    }

    private Future<TreeSet<String>> ids(String key) {
        return redis.send(Request.cmd(Command.SMEMBERS).arg(key)).map(members -> {
            TreeSet<String> ids = new TreeSet<>();
            for (Response member : members) {
                if (Ids.isStream(member.toString())) {
                    ids.add(member.toString());
                }
            }
            return ids;
        });
    }

    private Future<@Nullable StreamNews> read(String stream) {
        return redis.runReplicated(StreamNews.call(new StreamKeys(stream))).map(reply -> StreamNews.of(stream, reply));
    }

    private Future<Void> tell(String stream) {
        return read(stream).compose(news -> {
            if (news == null) {
                return Future.succeededFuture();
            }
            Known last = known.get(stream);
            StreamState before = last == null ? StreamState.NEW : last.state;
            StreamState after = news.after(before);
            if (last != null && after.equals(before)) {
                known.put(stream, new Known(before, news.version()));
                return Future.succeededFuture();
            }
            Events.Look look = new Events.Look(stream, last == null ? "" : before.text(), after.text());
            return events.tell(look, news.since(before, clock.millis())).map(counted -> {
                if (counted) {
                    known.put(stream, new Known(after, news.version()));
                } else {
                    forget();
                }
                return null;
            });
        });
    }

    private static Future<Void> each(List<String> streams, Function<String, Future<Void>> work) {
        if (streams.isEmpty()) {
            return Future.succeededFuture();
        }
        int now = Math.min(READ_AT_ONCE, streams.size());
        return Future.all(streams.subList(0, now).stream().map(work).toList())
                .compose(done -> each(streams.subList(now, streams.size()), work));
    }
}
