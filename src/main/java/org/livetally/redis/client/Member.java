package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.BitSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.settings.HostPort;

/** A server of a Cluster, with the slots that it holds; one that takes over its first slot has none yet. */
final class Member implements HeldKeys {
    private final Cluster cluster;
    private final HostPort place;
    private final Shard shard;
    private BitSet slots = new BitSet();
    /** The number in the names of the keys that only this server is asked with. */
    private int tag;

    private long neededUntil;

    Member(Cluster cluster, Connector.Wiring wiring, RedisLink.Use use, HostPort place) {
        this.cluster = cluster;
        this.place = place;
        Endpoints endpoints = wiring.endpoints();
        Connector.Server server = new Connector.Server(
                place.toString(), () -> endpoints.readAgain().compose(now -> endpoints.of(place)));
        this.shard = new Shard(wiring, server, this, use);
    }

    HostPort place() {
        return place;
    }

    Shard shard() {
        return shard;
    }

    boolean isConnected() {
        return shard.isConnected();
    }

    boolean holdsSlots() {
        return !slots.isEmpty();
    }

    void hold(BitSet now) {
        slots = now;
    }

    void hold(int slot, boolean now) {
        slots.set(slot, now);
    }

    /** Keeps the connection for a while, whether the server holds slots or not. */
    void need(long untilNanos) {
        neededUntil = untilNanos;
    }

    boolean isNeeded(long nowNanos) {
        return neededUntil - nowNanos > 0;
    }

    @Override
    public @Nullable String here(String name) {
        if (slots.isEmpty()) {
            return null;
        }
        while (!slots.get(Slot.of(Integer.toString(tag)))) {
            tag++; // each slot is that of some number below 200,000
        }
        return name + ":{" + tag + "}";
    }

    @Override
    public void notHere() {
        tag++;
    }

    /**
     * Asks the holder, whether it is in use yet or not: the holder of one key may wait for that of another one, and the
     * other way round.
     */
    @Override
    public Future<Response> guard(Function<Request, Future<Response>> send, Request question) {
        if (question.command().equals(Command.CLIENT)) {
            return send.apply(question);
        }
        int slot = Cluster.slot(question);
        Member holder = cluster.holder(slot);
        if (holder == null) {
            return Future.failedFuture(Cluster.unknown(slot));
        }
        return holder == this ? send.apply(question) : holder.shard.connector().askSoon(question);
    }
}
