package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.settings.HostPort;

/** One Sentinel, and a connection to it that stays open between questions. */
final class Sentinel {
    private static final Logger LOG = Logger.getLogger(Sentinel.class.getName());
    /** A Sentinel that is silent for longer counts as one that does not answer. */
    static final long PATIENCE_MS = 1_000;

    /**
     * A primary, as one Sentinel knows it.
     *
     * @param epoch grows with each failover, which most of the Sentinels have agreed to; 0 if the Sentinel does not tell it
     */
    record Named(HostPort place, long epoch) {}

    private final RedisWorld world;
    private final Endpoints endpoints;
    private final HostPort place;
    /** Null if there is none, and none is being opened; then both are. */
    private @Nullable HeldConnection held;

    private @Nullable Future<HeldConnection> connection;

    Sentinel(RedisWorld world, Endpoints endpoints, HostPort place) {
        this.world = world;
        this.endpoints = endpoints;
        this.place = place;
    }

    /**
     * Asks where the primary is; empty if the Sentinel knows none by this name. Fails, with the Sentinel's place in the message,
     * if it does not answer within {@value #PATIENCE_MS} ms.
     */
    Future<Optional<Named>> primary(String name) {
        Promise<Optional<Named>> answer = Promise.promise();
        long late = world.vertx()
                .setTimer(PATIENCE_MS, id -> answer.tryFail(failure("silent for more than " + PATIENCE_MS + " ms")));
        connection().compose(open -> primary(open, name)).onComplete(result -> {
            if (result.succeeded()) {
                answer.tryComplete(result.result());
            } else {
                answer.tryFail(failure(result.cause()));
            }
        });
        return answer.future().onComplete(known -> {
            world.vertx().cancelTimer(late);
            if (known.failed()) {
                close();
            }
        });
    }

    /**
     * The epoch is asked first: should a failover come between, the new place has an old epoch, which only delays; never an old
     * place a new one.
     */
    private static Future<Optional<Named>> primary(HeldConnection open, String name) {
        Future<Long> epoch = ask(open, "MASTER", name)
                .map(Sentinel::epoch)
                .recover(e -> RedisFailures.isReply(e) ? Future.succeededFuture(0L) : Future.failedFuture(e));
        return ask(open, "GET-MASTER-ADDR-BY-NAME", name)
                .compose(place -> epoch.map(known -> place(place).map(at -> new Named(at, known))));
    }

    private static Future<@Nullable Response> ask(HeldConnection open, String question, String name) {
        Request request = Request.cmd(Command.SENTINEL).arg(question).arg(name);
        return open.send(connection -> connection.send(request), cause -> cause, null);
    }

    private Future<HeldConnection> connection() {
        Future<HeldConnection> now = connection;
        if (now == null) {
            HeldConnection fresh = new HeldConnection(
                    world.clients().create(world.vertx(), endpoints.options(), () -> endpoints.ofSentinel(place)),
                    world.nanoTime());
            held = fresh;
            now = fresh.connect().map(open -> {
                open.endHandler(end -> forget(fresh));
                open.exceptionHandler(error -> forget(fresh));
                fresh.ready(open);
                return fresh;
            });
            connection = now;
        }
        return now;
    }

    private static Optional<HostPort> place(@Nullable Response answer) {
        return answer == null || answer.size() < 2
                ? Optional.empty()
                : Optional.of(
                        new HostPort(answer.get(0).toString(), answer.get(1).toInteger()));
    }

    private static long epoch(@Nullable Response master) {
        for (int i = 0; master != null && i + 1 < master.size(); i += 2) {
            if (master.get(i).toString().equals("config-epoch")) {
                return master.get(i + 1).toLong();
            }
        }
        return 0;
    }

    private RedisUnavailableException failure(Throwable cause) {
        Refusal refusal = Refusal.of(cause);
        return refusal != null && refusal.isOfPassword()
                ? new RedisUnavailableException(
                        said("refuses the user or the password: " + refusal.code() + " " + refusal.detail()
                                + "; those of Sentinels are ?sentinelUser=…&sentinelPassword=…"),
                        refusal)
                : failure(RedisFailures.reason(cause));
    }

    private RedisUnavailableException failure(String why) {
        return new RedisUnavailableException(said(why));
    }

    private String said(String why) {
        return "Sentinel " + place + ": " + why;
    }

    private void forget(HeldConnection lost) {
        if (lost == held) {
            close();
        }
    }

    void close() {
        HeldConnection last = held;
        held = null;
        connection = null;
        if (last != null) {
            last.failOutstanding(new RedisUnavailableException(RedisFailures.CLOSED));
            last.close().onFailure(e -> LOG.log(Level.FINE, "closing a connection to a Sentinel", e));
        }
    }
}
