package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.settings.HostPort;

/**
 * Asks the servers of a Cluster which of them holds which slots: one after the other, first those that there are
 * connections to, then those of the address, until one gives an answer to rely on. That is one that finds the Cluster well, and
 * knows of every change that another one has told before. If none gives such an answer, the Cluster may have been made
 * anew: the newest answer of those that find it well counts. A server that is cut off from the others finds it not well, before
 * the others make another one the master of its slots.
 */
final class SlotMaps {
    private static final long PATIENCE_MS = 1_000;
    /** Between two questions. */
    private static final long PAUSE_MS = 100;

    private static final long LAST_PAUSE_MS = 1_000;
    /** An address has nothing to be resolved. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

    private final Connector.Wiring wiring;
    private final Vertx vertx;
    private final Consumer<SlotMap> found;
    private final Consumer<RedisUnavailableException> unanswered;
    /** The highest that was told. */
    private long epoch;

    private boolean knowsAny;
    private boolean asking;
    private boolean closed;
    private long askedAt;
    private int turn;
    private long pauseMs = PAUSE_MS;
    /** The servers to ask once the present question is over; null if nobody wants to know. */
    private @Nullable List<Member> next;

    /** A server that may be asked. */
    private record Source(String place, Supplier<Future<SlotMap>> map) {}

    /**
     * @param found takes an answer to rely on
     * @param unanswered takes the reason why there is none
     */
    SlotMaps(Connector.Wiring wiring, Consumer<SlotMap> found, Consumer<RedisUnavailableException> unanswered) {
        this.wiring = wiring;
        this.vertx = wiring.world().vertx();
        this.found = found;
        this.unanswered = unanswered;
        this.askedAt = nanoTime() - TimeUnit.MILLISECONDS.toNanos(PAUSE_MS);
    }

    private long nanoTime() {
        return wiring.world().nanoTime().getAsLong();
    }

    /** Asks one of the servers, or of those of the address; if a question is under way, once more after it. */
    void ask(List<Member> members) {
        boolean isDue = next != null;
        next = members;
        if (!asking && !isDue && !closed) {
            long sinceMs = TimeUnit.NANOSECONDS.toMillis(nanoTime() - askedAt);
            if (sinceMs >= PAUSE_MS) {
                begin();
            } else {
                vertx.setTimer(PAUSE_MS - sinceMs, id -> begin());
            }
        }
    }

    private void begin() {
        List<Member> members = next;
        if (closed || members == null) {
            return;
        }
        next = null;
        asking = true;
        askedAt = nanoTime();
        List<Source> sources = new ArrayList<>();
        members.forEach(member -> sources.add(new Source(member.place().toString(), () -> ofMember(member))));
        seeds().onComplete(seeds -> {
            if (seeds.succeeded()) {
                seeds.result().forEach(seed -> sources.add(new Source(seed.toString(), () -> ofSeed(seed))));
            }
            ask(sources, 0, new Found());
        });
    }

    /** What a round has found. */
    private static final class Found {
        private @Nullable SlotMap best;
        private @Nullable Throwable failure;
        private String failed = "";

        void add(SlotMap map) {
            SlotMap before = best;
            boolean isBetter = before == null
                    || map.isWell() && !before.isWell()
                    || map.isWell() == before.isWell() && map.epoch() > before.epoch();
            best = isBetter ? map : before;
        }

        /** The failure that somebody can do something about is told. */
        void failed(String place, Throwable cause) {
            if (failure == null || RedisFailures.needsSetting(cause) && !RedisFailures.needsSetting(failure)) {
                failure = cause;
                failed = place;
            }
        }
    }

    private void ask(List<Source> sources, int index, Found so) {
        if (closed) {
            return;
        }
        if (index == sources.size()) {
            end(so);
            return;
        }
        Source source = sources.get(index);
        within(source.map.get()).onComplete(answer -> {
            if (answer.failed()) {
                so.failed(source.place, answer.cause());
            } else if (answer.result().isWell() && answer.result().epoch() >= epoch) {
                use(answer.result());
                return;
            } else {
                so.add(answer.result());
            }
            ask(sources, index + 1, so);
        });
    }

    private void end(Found so) {
        SlotMap best = so.best;
        if (best != null && (best.isWell() || !knowsAny)) {
            use(best);
            return;
        }
        asking = false;
        if (!knowsAny) {
            Throwable cause = so.failure;
            String why = cause == null ? "its address names no server" : so.failed + ": " + RedisFailures.reason(cause);
            unanswered.accept(new RedisUnavailableException(
                    "no server of the Redis Cluster tells where its keys are: " + why,
                    cause == null ? null : Refusal.of(cause)));
            List<Member> none = List.of();
            vertx.setTimer(pauseMs, id -> ask(none));
            pauseMs = Math.min(2 * pauseMs, LAST_PAUSE_MS);
        }
        goOn();
    }

    private void use(SlotMap map) {
        asking = false;
        knowsAny = true;
        epoch = map.epoch();
        pauseMs = PAUSE_MS;
        if (!closed) {
            found.accept(map);
            goOn();
        }
    }

    private void goOn() {
        List<Member> members = next;
        if (members != null) {
            next = null;
            ask(members);
        }
    }

    private Future<SlotMap> ofMember(Member member) {
        Connector connector = member.shard().connector();
        return read(connector::ask, member.place());
    }

    /** Over a connection of its own. */
    private Future<SlotMap> ofSeed(HostPort seed) {
        Endpoints endpoints = wiring.endpoints();
        HeldConnection held = new HeldConnection(
                wiring.world().clients().create(vertx, endpoints.options(), () -> endpoints.of(seed)),
                wiring.world().nanoTime());
        return within(held.connect().compose(open -> read(held::ask, seed))).onComplete(told -> held.close());
    }

    private static Future<SlotMap> read(Function<Request, Future<Response>> ask, HostPort place) {
        Future<Response> slots = ask.apply(SlotMap.SLOTS);
        Future<Response> info = ask.apply(SlotMap.INFO);
        return Future.all(slots, info).map(both -> SlotMap.of(slots.result(), info.result(), place));
    }

    /** The servers of the address, another one first each time; a name may be that of several. */
    private Future<List<HostPort>> seeds() {
        return wiring.endpoints().readAgain().compose(address -> {
            List<Future<List<HostPort>>> each = address.hosts().stream()
                    .map(host -> address.isTls() ? Future.succeededFuture(List.of(host)) : resolved(host))
                    .toList();
            return Future.all(each).map(all -> {
                List<HostPort> seeds = new ArrayList<>(
                        each.stream().flatMap(some -> some.result().stream()).toList());
                Collections.rotate(seeds, turn++);
                return seeds;
            });
        });
    }

    private Future<List<HostPort>> resolved(HostPort host) {
        if (ADDRESS.matcher(host.host()).matches()) {
            return Future.succeededFuture(List.of(host));
        }
        return ((VertxInternal) vertx)
                .nameResolver()
                .resolveAll(host.host())
                .map(all -> all.stream()
                        .map(each -> new HostPort(each.getAddress().getHostAddress(), host.port()))
                        .toList())
                .otherwise(List.of(host)); // connecting to it will say what is wrong
    }

    private <T> Future<T> within(Future<T> answer) {
        Promise<T> done = Promise.promise();
        long late = vertx.setTimer(
                PATIENCE_MS,
                id -> done.tryFail(new RedisUnavailableException("silent for more than " + PATIENCE_MS + " ms")));
        answer.onComplete(told -> {
            vertx.cancelTimer(late);
            if (told.succeeded()) {
                done.tryComplete(told.result());
            } else {
                done.tryFail(told.cause());
            }
        });
        return done.future();
    }

    void close() {
        closed = true;
    }
}
