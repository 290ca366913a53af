package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.metrics.Histogram;
import org.livetally.metrics.RedisOutages;
import org.livetally.metrics.RedisOutages.Outage;

/**
 * One server that holds keys: the only one, or one of a Cluster. It has its own connection, and its own reasons for not
 * serving.
 */
final class Shard implements Topology {
    /** After this time with a server that refuses where another one might not, a new connection is tried. */
    private static final long LOOK_AGAIN_MS = 5_000;

    private static final Request ASKING = Request.cmd(Command.ASKING);

    private final Connector.Wiring wiring;
    private final Connector.Server server;
    private final HeldKeys keys;
    private final String place;
    private final boolean isOnly;
    private final RedisOutages.OfLink outages;
    private final Connector connector;
    /** Null if the link only reads, or writes only if it can. */
    private final @Nullable WriteCheck writes;
    /** Null if acks do not wait for replicas. */
    private @Nullable Committer committer;

    /** Does not connect before {@link #connect}. */
    Shard(Connector.Wiring wiring, Connector.Server server, HeldKeys keys, RedisLink.Use use) {
        this.wiring = wiring;
        this.server = server;
        this.keys = keys;
        this.place = server.place();
        this.isOnly = place.isEmpty();
        this.outages = wiring.metrics().redisOutages.ofLink(place);
        this.writes = use == RedisLink.Use.SERVE
                ? new WriteCheck(
                        this::probe, server.place(), outages, wiring.world().nanoTime())
                : null;
        this.connector = new Connector(
                wiring, server, new Greeting(this::probeCall, keys, use, wiring.endpoints()), outages, writes);
    }

    /** Whether {@link #problem} has a cause, and not only that there is no connection yet. */
    boolean hasCause() {
        return outages.any() != null;
    }

    /** Its name for people; empty if it is the only server. */
    String place() {
        return place;
    }

    void connect() {
        connector.connect();
    }

    @Override
    public void withReplicas(Committer.Wanted wanted) {
        RedisOutages.OfLink own = wiring.metrics().redisOutages.ofLink(server.place());
        Connector beside = new Connector(
                wiring,
                server.beside(),
                new Greeting(() -> null, keys, RedisLink.Use.TASK, wiring.endpoints()),
                own,
                null);
        committer = new Committer(wiring, connector, beside, keys, wanted, own);
        beside.connect();
    }

    /** Completes when enough replicas have what this server has answered; see {@link RedisLink#replicated}. */
    Future<Void> replicated() {
        Committer waits = committer;
        return waits == null
                ? Future.failedFuture(new RedisUnavailableException("nobody has asked it for its replicas"))
                : waits.replicated();
    }

    /**
     * Completes once all replicas that follow now have what this server was sent, at most within so many rounds of {@value
     * Committer#ROUND_MS} ms; with whether they do.
     */
    Future<Boolean> followed(int rounds) {
        return send(Committer.HISTORY, null)
                .map(History::of)
                .compose(now -> now.replicas() == 0
                        ? Future.succeededFuture(true)
                        : send(Committer.waitFor(now.replicas()), null)
                                .compose(have -> have.toInteger() >= now.replicas() || rounds <= 1
                                        ? Future.succeededFuture(have.toInteger() >= now.replicas())
                                        : followed(rounds - 1)));
    }

    @Override
    public Shard answering(String key) {
        return this;
    }

    Connector connector() {
        return connector;
    }

    @Override
    public Future<Response> send(Request request, @Nullable String by) {
        return send(request, by, null);
    }

    @Override
    public Future<Response> run(ScriptCall call, Histogram.@Nullable Writer roundTrip) {
        return noted(call, call.sendBy(request -> send(request, call.name(), roundTrip)));
    }

    /** Runs a script whose slot is on the way here. */
    Future<Response> runAsking(ScriptCall call, Histogram.@Nullable Writer roundTrip) {
        return noted(call, call.sendBy(request -> sendAsking(request, call.name(), roundTrip)));
    }

    private Future<Response> noted(ScriptCall call, Future<Response> answer) {
        WriteCheck check = writes;
        if (check != null && check.refusal() != null) {
            answer.onSuccess(done -> {
                if (isConnected()) {
                    check.succeeded(call.name());
                }
            });
        }
        return answer;
    }

    private Future<Response> send(Request request, @Nullable String by, Histogram.@Nullable Writer roundTrip) {
        HeldConnection held = connector.current();
        return held != null
                // The client fails what is outstanding before it reports the end of the connection. Code that hears of
                // the failure must not find the link still connected, and send into nothing. After too many unanswered
                // commands the client refuses more, and the connection counts as lost.
                ? held.send(connection -> connection.send(request), cause -> failed(held, cause, by), roundTrip)
                : Future.failedFuture(connector.away());
    }

    /** Sends a command whose slot is on the way here: without that word the server takes it for another one's. */
    Future<Response> sendAsking(Request request, @Nullable String by, Histogram.@Nullable Writer roundTrip) {
        HeldConnection held = connector.current();
        return held != null
                ? held.send(
                        connection -> {
                            connection.send(ASKING);
                            return connection.send(request);
                        },
                        cause -> failed(held, cause, by),
                        roundTrip)
                : Future.failedFuture(connector.away());
    }

    /**
     * Notes a failure of a command, and returns what its caller is told. A script that is refused keeps orders or
     * boards from being served; a single command that reads, such as INFO, concerns only its sender.
     *
     * @param by the script, or the command that writes; null for others
     */
    private Throwable failed(HeldConnection held, Throwable cause, @Nullable String by) {
        if (!RedisFailures.isReply(cause)) {
            connector.replace(held, cause);
            return cause;
        }
        Refusal refusal = Refusal.of(cause);
        boolean isOfOthers = refusal == null || !isOnly && refusal.isOfMove();
        if (writes == null || refusal == null || isOfOthers || held != connector.current()) {
            return cause;
        }
        boolean looksAgain = isOnly && refusal.mayBeOtherwiseElsewhere() && held.ageMs() > LOOK_AGAIN_MS;
        if (refusal.endsConnection() || looksAgain) {
            connector.replace(held, new RedisUnavailableException(refusal));
            return RedisUnavailableException.notRun(refusal); // it may be sent again over the next connection
        }
        if (by != null) {
            writes.met(refusal, by);
        }
        return cause;
    }

    /** Notes that a command was refused for as long as its sender had patience. */
    void refused(Refusal refusal, @Nullable String by) {
        if (writes != null && by != null) {
            writes.met(refusal, by);
        }
    }

    private @Nullable ScriptCall probeCall() {
        String key = keys.here(StreamKeys.PROBE);
        return key == null ? null : WriteCheck.probe(key);
    }

    private Future<?> probe() {
        ScriptCall call = probeCall();
        if (call == null) {
            return Future.succeededFuture();
        }
        Future<Response> asked = call.sendBy(request -> send(request, call.name(), null));
        return isOnly ? asked : asked.recover(this::ofKey);
    }

    /** A slot that is being moved says nothing about the server. */
    private Future<Response> ofKey(Throwable failure) {
        Refusal refusal = Refusal.of(failure);
        if (refusal != null && refusal.isOfMove()) {
            keys.notHere();
            return Future.failedFuture(new RedisUnavailableException("not the server of the probe's slot"));
        }
        return Future.failedFuture(failure);
    }

    /** Sends a command about a key that this server holds, which writes. */
    void write(Function<String, Request> ofProbe) {
        if (committer != null) {
            committer.look(); // so that too few replicas are noticed before an order is
        }
        String key = keys.here(StreamKeys.PROBE);
        if (key != null && isConnected()) {
            Request request = ofProbe.apply(key);
            send(request, String.valueOf(request.command())).onFailure(failure -> {
                Refusal refusal = Refusal.of(failure);
                if (!isOnly && refusal != null && refusal.isOfMove()) {
                    keys.notHere();
                }
            });
        }
    }

    /** Asks Redis for a write that changes nothing; completes with its answer, whatever that is. */
    Future<?> askWrites() {
        return writes == null || !isConnected() ? Future.succeededFuture() : writes.ask();
    }

    /** Asks again while writes are refused; otherwise the writes themselves show it. */
    void askAgain() {
        if (committer != null) {
            committer.tick();
        }
        if (writes != null && writes.refusal() != null) {
            askWrites();
        }
    }

    @Override
    public Shard of(String key) {
        return this;
    }

    @Override
    public Collection<Shard> shards() {
        return List.of(this);
    }

    @Override
    public boolean isConnected() {
        return connector.isConnected();
    }

    @Override
    public String problem() {
        Outage outage = outages.any();
        return outage != null
                ? outage.reason()
                : isConnected() ? "" : String.valueOf(connector.away().getMessage());
    }

    @Override
    public Reason brief() {
        Outage outage = outages.any();
        return outage == null ? Rule.REDIS_SILENT.reason() : outage.brief();
    }

    @Override
    public void onConnected(Runnable handler) {
        connector.onConnected(handler);
    }

    @Override
    public void onFailed(Consumer<Throwable> handler) {
        connector.onFailed(handler);
    }

    /** Closes the connection; outstanding commands fail. */
    @Override
    public Future<Void> close() {
        Committer waits = committer;
        return waits == null
                ? connector.close()
                : Future.join(waits.close(), connector.close()).mapEmpty();
    }

    /** Closes the connection once everything is answered. */
    void retire() {
        if (committer != null) {
            committer.close();
        }
        connector.retire();
    }
}
