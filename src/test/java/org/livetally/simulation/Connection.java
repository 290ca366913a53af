package org.livetally.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.RequestImpl;
import io.vertx.redis.client.impl.types.NumberType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.livetally.simulation.redis.Session;
import org.livetally.testing.FakeConnection;

/**
 * A connection between a node and a server. Each direction keeps its order; how long a packet takes is chance. A connection
 * may break at any moment: then a part of the commands that are on their way still arrives and runs, and no answer does.
 */
final class Connection extends FakeConnection {
    private static final long WAIT_MS = 10;

    private final Network network;
    private final Machine node;
    private final Server server;
    private final Session session;
    private final Pipe toServer;
    private final Pipe toNode;
    private final Queue<Promise<Response>> unanswered = new ArrayDeque<>();
    private boolean ended;
    /** What has come while the server waits for replicas; null if it does not. */
    private @Nullable Queue<List<byte[]>> behind;

    Connection(Network network, Machine node, Server server) {
        this.network = network;
        this.node = node;
        this.server = server;
        this.session = network.servesAll ? Session.everywhere() : new Session();
        this.toServer = new Pipe(server);
        this.toNode = new Pipe(node);
        server.add(this);
    }

    Machine node() {
        return node;
    }

    @Override
    public Future<Response> send(Request request) {
        if (ended) {
            return Future.failedFuture(new IOException("Connection is closed"));
        }
        Promise<Response> answer = Promise.promise();
        unanswered.add(answer);
        RequestImpl whole = (RequestImpl) request;
        List<byte[]> command = new ArrayList<>(whole.getArgs().size() + 1);
        command.add(whole.command().toString().getBytes(StandardCharsets.UTF_8));
        command.addAll(whole.getArgs());
        toServer.send(() -> arrived(command));
        return answer.future();
    }

    private void arrived(List<byte[]> command) {
        if (server.isDown()) {
            return;
        }
        if (behind != null) {
            behind.add(command);
        } else if (Commands.isWait(command)) {
            behind = new ArrayDeque<>();
            waitFor(command, network.scheduler.millis() + Commands.number(command, 2));
        } else {
            run(command);
        }
    }

    /** Looks again and again whether so many replicas have all, as the server does, which answers nothing else meanwhile. */
    private void waitFor(List<byte[]> command, long untilMs) {
        Scheduler scheduler = network.scheduler;
        Response now = server.run(session, command);
        boolean isLess = now instanceof NumberType number && number.toLong() < Commands.number(command, 1);
        if (isLess && scheduler.millis() < untilMs) {
            scheduler.in(scheduler.between(1, WAIT_MS), server, () -> {
                if (!server.isDown()) {
                    waitFor(command, untilMs);
                }
            });
            return;
        }
        Queue<List<byte[]>> next = Objects.requireNonNull(behind);
        behind = null;
        run(command);
        next.forEach(this::arrived);
    }

    private void run(List<byte[]> command) {
        Response reply = server.run(session, command);
        network.scheduler.say(() -> Commands.brief(node, server, command, reply));
        toNode.send(() -> answered(reply));
    }

    private void answered(@Nullable Response reply) {
        Promise<Response> answer = unanswered.poll();
        if (answer != null && !ended) {
            answer(answer, reply);
        }
    }

    /**
     * It breaks.
     *
     * @param runs how many of the commands that are on their way still arrive; the others never do
     */
    void breakDown(int runs) {
        toServer.keep(runs);
        toNode.keep(0);
        server.remove(this);
        network.scheduler.in(network.delay(), node, this::end);
    }

    /** How many commands are on their way to the server. */
    int underWay() {
        return toServer.packets.size();
    }

    /** It breaks, and nobody tells the node, which must notice by itself. */
    void vanish(int runs) {
        toServer.keep(runs);
        toNode.keep(0);
        server.remove(this);
    }

    private void end() {
        if (!ended) {
            ended = true;
            unanswered.forEach(answer -> answer.tryFail(new IOException("Connection was closed")));
            unanswered.clear();
            tellEnd();
        }
    }

    /** What the node sent before still arrives. */
    @Override
    public Future<Void> close() {
        ended = true;
        server.remove(this);
        return Future.succeededFuture();
    }

    /** One direction: packets arrive in their order, and wait while the node is cut off. */
    private final class Pipe {
        private final Scheduler.Owner to;
        private final ArrayDeque<Runnable> packets = new ArrayDeque<>();
        private long lastAt;
        private boolean broken;

        Pipe(Scheduler.Owner to) {
            this.to = to;
        }

        void send(Runnable packet) {
            if (broken) {
                return;
            }
            packets.add(packet);
            long now = network.scheduler.nanos();
            lastAt = Math.max(lastAt, now + network.delay());
            network.scheduler.in(lastAt - now, to, this::arrive);
        }

        private void arrive() {
            long now = network.scheduler.nanos();
            if (node.isCutOff(now)) {
                network.scheduler.in(node.cutOffUntil() - now, to, this::arrive);
                return;
            }
            Runnable packet = packets.poll();
            if (packet != null) {
                packet.run();
            }
        }

        /** Takes nothing any more; what is on its way arrives, but for the last packets. */
        void keep(int first) {
            broken = true;
            while (packets.size() > first) {
                packets.removeLast();
            }
        }
    }
}
