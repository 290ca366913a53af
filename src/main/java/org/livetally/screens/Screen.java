package org.livetally.screens;

import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.socket.Channels;
import org.livetally.socket.CloseCode;
import org.livetally.socket.WebSocket;

/** One open screen. Nothing waits for it: it takes a message, or misses it and is given the latest state later. */
abstract sealed class Screen {
    private static final Logger LOG = Logger.getLogger(Screen.class.getName());

    /** Where it stands among those that show the same. */
    int place;
    /** It has missed something, so that only a snapshot helps. */
    boolean behind;
    /** Its end was begun; nothing may follow the close frame. */
    boolean givenUp;
    /** {@link System#nanoTime()} at which it last took something. */
    long tookAt = System.nanoTime();

    /**
     * Hands over the message if the screen has room for it.
     *
     * @param now {@link System#nanoTime()}, read once for many screens
     */
    final boolean offer(Message message, long now) {
        boolean taken = !givenUp && isOpen() && hasWritten(message);
        if (taken) {
            tookAt = now;
        }
        return taken;
    }

    abstract boolean isOpen();

    abstract boolean hasWritten(Message message);

    /** Ends a screen that takes nothing. */
    abstract void giveUp();

    /** Ends all, since the server stops. */
    abstract void goAway();

    /** A screen on a WebSocket. */
    static final class OnSocket extends Screen {
        private final WebSocket socket;

        OnSocket(WebSocket socket) {
            this.socket = socket;
        }

        @Override
        boolean isOpen() {
            return socket.isOpen();
        }

        @Override
        boolean hasWritten(Message message) {
            return socket.offer(message.frame());
        }

        @Override
        void giveUp() {
            socket.close(CloseCode.TOO_SLOW);
        }

        @Override
        void goAway() {
            socket.close(CloseCode.GOING_AWAY);
        }
    }

    /** A screen on Server-Sent Events. */
    static final class OnEvents extends Screen {
        private final HttpServerResponse response;
        private final Channel channel;

        OnEvents(HttpServerResponse response, Channel channel) {
            this.response = response;
            this.channel = channel;
        }

        @Override
        boolean isOpen() {
            return !response.closed() && !response.ended();
        }

        @Override
        boolean hasWritten(Message message) {
            if (response.writeQueueFull()) {
                return false;
            }
            Buffer event = message.event();
            response.write(event).onFailure(e -> LOG.log(Level.FINE, "a screen left", e));
            return true;
        }

        @Override
        void giveUp() {
            Channels.cutOff(channel); // its buffer is full: an end, and a reset too, would only queue up behind it
        }

        @Override
        void goAway() {
            if (isOpen() && response.writeQueueFull()) {
                giveUp();
            } else if (isOpen()) {
                response.end().onFailure(e -> LOG.log(Level.FINE, "a screen left", e));
            }
        }
    }
}
