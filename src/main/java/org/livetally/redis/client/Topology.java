package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.metrics.Histogram;

/** The servers that an address leads to, and which of them holds which key: one that holds all, or those of a Cluster. */
sealed interface Topology permits Shard, Cluster {
    /**
     * Sends a command to the server that holds its key.
     *
     * @param by the command if it writes, so that its refusal is one of orders; null for others
     */
    Future<Response> send(Request request, @Nullable String by);

    /** Runs a script on the server that holds its first key. */
    Future<Response> run(ScriptCall call, Histogram.@Nullable Writer roundTrip);

    /** The server that holds the key; null if none is known. */
    @Nullable
    Shard of(String key);

    /** The server whose answer about a key is being handled; after that, the one that holds the key, null if none is known. */
    @Nullable
    Shard answering(String key);

    /** From now on {@link Shard#replicated} waits; to be called before there is a connection. */
    void withReplicas(Committer.Wanted wanted);

    /** All servers that hold keys. */
    Collection<Shard> shards();

    /** Whether every slot is known to be on a server that is connected. */
    boolean isConnected();

    /** The reason for operators why one of the servers does not serve as it should; empty while all do. */
    String problem();

    /** The same for all clients, without Redis' own words. */
    Reason brief();

    /** Calls the handler at every new connection, after keys have moved, and at once if there is a connection. */
    void onConnected(Runnable handler);

    /** Calls the handler with the reason when an attempt to connect fails or a connection is lost. */
    void onFailed(Consumer<Throwable> handler);

    Future<Void> close();
}
