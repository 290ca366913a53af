package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.livetally.settings.RedisAddress;

/**
 * What a new connection is asked first. A server also accepts connections while it loads its data, or as a replica. It
 * counts as connected once it accepts a write, and has data of a format that is known.
 */
final class Greeting {
    private final Supplier<@Nullable ScriptCall> probe;
    private final HeldKeys keys;
    private final RedisLink.Use use;
    private final Endpoints endpoints;

    Greeting(Supplier<@Nullable ScriptCall> probe, HeldKeys keys, RedisLink.Use use, Endpoints endpoints) {
        this.probe = probe;
        this.keys = keys;
        this.use = use;
        this.endpoints = endpoints;
    }

    /**
     * Completes with the reason why writes are refused, for now, by a server that is good enough; empty if it accepts them.
     *
     * @param send sends over the new connection
     */
    Future<Optional<Refusal>> ask(Function<Request, Future<Response>> send) {
        ScriptCall write = needsPrimary() ? probe.get() : null;
        Future<Response> answer = write == null ? send.apply(Request.cmd(Command.PING)) : write.sendBy(send);
        return answer.transform(result -> {
            Refusal refusal = result.succeeded() ? null : Refusal.ofSoundWrite(result.cause());
            if (refusal != null && isOfMove(refusal)) {
                keys.notHere();
                return isLeaving(refusal) ? checkFormat(send).map(Optional.empty()) : refused(refusal);
            }
            if (result.succeeded() || refusal != null && isGoodEnough(refusal)) {
                return checkFormat(send).map(known -> Optional.ofNullable(refusal));
            }
            return refusal == null ? Future.failedFuture(result.cause()) : refused(refusal);
        });
    }

    private static <T> Future<T> refused(Refusal refusal) {
        return Future.failedFuture(new RedisUnavailableException(refusal));
    }

    private Future<?> checkFormat(Function<Request, Future<Response>> send) {
        Function<Request, Future<Response>> guard = question -> keys.guard(send, question);
        return use == RedisLink.Use.RESTORE
                ? DataFormat.checkToRestore(guard)
                : DataFormat.check(use == RedisLink.Use.SERVE, guard);
    }

    private boolean isGoodEnough(Refusal refusal) {
        boolean answersNothing = refusal.isLoading() || refusal.isOfPassword();
        return !answersNothing && !(refusal.endsConnection() && needsPrimary());
    }

    /** In a Cluster: it is about the slot. */
    private boolean isOfMove(Refusal refusal) {
        return refusal.isOfMove() && endpoints.address().kind() == RedisAddress.Kind.CLUSTER;
    }

    /** Only a master answers so, whose slot moves to another one. */
    private static boolean isLeaving(Refusal refusal) {
        return refusal.code().equals("ASK");
    }

    /** A task is content with the server that its user named, but not with one that others named, if it is a replica. */
    private boolean needsPrimary() {
        return use == RedisLink.Use.SERVE || endpoints.address().kind() != RedisAddress.Kind.SINGLE;
    }
}
