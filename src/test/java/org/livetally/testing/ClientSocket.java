package org.livetally.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket of a well-behaved client. What it receives is taken once and kept by nobody, so that a long load does not
 * fill the memory of the test; that is why it is not a {@link RawWebSocket}.
 */
final class ClientSocket {
    /** Closed without a close frame. */
    static final int NO_CLOSE_FRAME = 1006;

    private static final long CONNECT_TIMEOUT_MS = 2_000;
    private static final long SEND_TIMEOUT_MS = 15_000;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A text, or the end of the socket with its close code. */
    record Received(@Nullable String text, int closeCode) {}

    private final BlockingQueue<Received> received;
    private final WebSocket socket;

    private ClientSocket(BlockingQueue<Received> received, WebSocket socket) {
        this.received = received;
        this.socket = socket;
    }

    /** Connects; null if the server is not reachable now. */
    static @Nullable ClientSocket connect(URI uri) {
        BlockingQueue<Received> received = new LinkedBlockingQueue<>();
        try {
            return new ClientSocket(
                    received,
                    HTTP.newWebSocketBuilder()
                            .buildAsync(uri, new Listener(received))
                            .get(CONNECT_TIMEOUT_MS, TimeUnit.MILLISECONDS));
        } catch (Exception e) {
            return null;
        }
    }

    /** Sends a text; a failure is the end of the socket. Returns whether it was sent. */
    boolean send(String text) {
        try {
            socket.sendText(text, true).get(SEND_TIMEOUT_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (Exception e) {
            abort();
            return false;
        }
    }

    /** Disconnects. Its end is received after everything that came before. */
    void abort() {
        socket.abort();
        received.add(new Received(null, NO_CLOSE_FRAME));
    }

    /** What was received next; null if nothing comes in time. */
    @Nullable
    Received poll(long timeoutMs) throws InterruptedException {
        return received.poll(timeoutMs, TimeUnit.MILLISECONDS);
    }

    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<Received> received;
        private final StringBuilder message = new StringBuilder();

        private Listener(BlockingQueue<Received> received) {
            this.received = received;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                received.add(new Received(message.toString(), 0));
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            received.add(new Received(null, code));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            received.add(new Received(null, NO_CLOSE_FRAME));
        }
    }
}
