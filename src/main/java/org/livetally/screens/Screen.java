package org.livetally.screens;

import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.http.guard.VertxNettyBridge;
import org.livetally.socket.TextFrame;
import org.livetally.socket.WebSocket;
import org.livetally.wire.CloseCode;

/** One open screen. Nothing waits for it: it accepts a message, or misses it and gets the latest state later. */
abstract sealed class Screen {
    private static final Logger LOG = Logger.getLogger(Screen.class.getName());

    /** Its position in the list of its group. */
    int place;
    /** Whether it has missed a message, so that only a snapshot helps. */
    boolean needsSnapshot;
    /** Whether its end has begun; nothing may follow the close frame. */
    boolean closing;
    /** {@link System#nanoTime()} at which it last accepted something. */
    long lastWriteAt = System.nanoTime();

    /**
     * Sends the message if the screen has room for it.
     *
     * @param now {@link System#nanoTime()}, read once for many screens
     * @return how many bytes were written; 0 if it had no room
     */
    final int offer(ScreenMessage message, long now) {
        int written = !closing && isOpen() ? write(message) : 0;
        if (written > 0) {
            lastWriteAt = now;
        }
        return written;
    }

    /** Whether a message can be written, as far as is known. */
    abstract boolean isOpen();

    abstract int write(ScreenMessage message);

    /** Closes a screen that no longer accepts anything. */
    abstract void closeTooSlow();

    /** Closes the screen, since the server stops or its permit has ended. */
    abstract void close();

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
        int write(ScreenMessage message) {
            TextFrame frame = message.frame();
            return socket.offer(frame) ? frame.size() : 0;
        }

        @Override
        void closeTooSlow() {
            socket.close(CloseCode.TOO_SLOW);
        }

        @Override
        void close() {
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
        int write(ScreenMessage message) {
            if (response.writeQueueFull()) {
                return 0;
            }
            Buffer event = message.event();
            response.write(event).onFailure(e -> LOG.log(Level.FINE, "a screen left", e));
            return event.length();
        }

        @Override
        void closeTooSlow() {
            VertxNettyBridge.terminate(channel); // its buffer is full: an end or a reset would only wait in it
        }

        @Override
        void close() {
            if (isOpen() && response.writeQueueFull()) {
                closeTooSlow();
            } else if (isOpen()) {
                response.end().onFailure(e -> LOG.log(Level.FINE, "a screen left", e));
            }
        }
    }
}
