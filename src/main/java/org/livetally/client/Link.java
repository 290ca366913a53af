package org.livetally.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A producer's socket that is opened again whenever it is lost, for ever. Not thread-safe. */
final class Link {
    private final Vertx vertx;
    private final Server server;
    private final Consumer<String> say;
    private final Events events;
    private final BackOff connecting = new BackOff();
    private @Nullable WebSocket socket;
    private boolean away;
    private boolean ended;

    /**
     * What is told.
     *
     * @param opened that there is a connection
     * @param received a frame
     * @param lost that the connection is gone, with all that has no answer
     * @param refused why the server will never let anybody in with this address and token
     */
    record Events(Runnable opened, Consumer<String> received, Runnable lost, Consumer<String> refused) {}

    /** @param say is told how the connection is, as text for people */
    Link(Vertx vertx, Server server, Consumer<String> say, Events events) {
        this.vertx = vertx;
        this.server = server;
        this.say = say;
        this.events = events;
    }

    void connect() {
        server.orders().onComplete(this::opened, this::notOpened);
    }

    /** Whether a frame may be sent now; if only the network is slow, {@code later} is run when one may. */
    boolean hasRoom(Runnable later) {
        WebSocket now = socket;
        if (now != null && now.writeQueueFull()) {
            now.drainHandler(drained -> later.run());
            return false;
        }
        return now != null;
    }

    void send(String frame) {
        WebSocket now = socket;
        if (now != null) {
            now.writeTextMessage(frame).onFailure(broken -> lost(now, Failures.why(broken)));
        }
    }

    /** Closes the connection, if there is one, and opens another. */
    void giveUp(String why) {
        if (socket != null) {
            lost(socket, why);
        }
    }

    /** Closes the connection for good. */
    Future<Void> end() {
        ended = true;
        WebSocket now = socket;
        socket = null;
        return now == null ? Future.succeededFuture() : now.close().otherwiseEmpty();
    }

    private void opened(WebSocket now) {
        socket = now;
        now.textMessageHandler(frame -> {
            connecting.reset(); // only now: a server that accepts sockets and drops them is away, too
            events.received.accept(frame);
        });
        now.exceptionHandler(broken -> lost(now, Failures.why(broken)));
        now.closeHandler(closed -> lost(now, "the server closed it"));
        if (away) {
            away = false;
            say.accept("connected again");
        }
        events.opened.run();
    }

    private void notOpened(Throwable why) {
        if (Server.isFinal(why)) {
            events.refused.accept(Failures.why(why));
        } else {
            again(Failures.why(why));
        }
    }

    private void lost(WebSocket which, String why) {
        if (socket == which) {
            socket = null;
            events.lost.run();
            which.close().onFailure(again -> {}); // it was closed already
            again(why);
        }
    }

    private void again(String why) {
        if (ended) {
            return;
        }
        if (!away) {
            away = true;
            say.accept("no connection (" + why + "): trying again");
        }
        vertx.setTimer(connecting.next(), id -> connect());
    }
}
