package org.livetally.redis.embedded;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.livetally.redis.client.InfoReply;

/**
 * Sends one command to a server over its unix socket, on a connection of its own. It is used without Vert.x, to see the
 * server come up and to stop it. Understands simple strings, errors and bulk strings; the arguments of commands must
 * not need quoting.
 */
public final class RespClient implements AutoCloseable {
    private final SocketChannel channel;
    private final Selector selector;
    private final long deadline;

    /**
     * The reply as text, an error with its leading {@code -}.
     *
     * @param timeout for everything, from connecting to the end of the reply
     * @throws IOException if nobody listens, or the reply does not come in time ({@link SocketTimeoutException})
     */
    public static String ask(Path socket, Duration timeout, String command) throws IOException {
        try (RespClient client = new RespClient(timeout)) {
            client.connect(socket);
            client.send(command + "\r\n");
            return client.receive();
        }
    }

    /** One section of INFO. */
    static InfoReply info(Path socket, Duration timeout, String section) throws IOException {
        return new InfoReply(ask(socket, timeout, "INFO " + section));
    }

    private RespClient(Duration timeout) throws IOException {
        deadline = System.nanoTime() + timeout.toNanos();
        selector = Selector.open();
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        // A blocking channel has no timeouts, and a suspended server accepts connections but never answers.
        channel.configureBlocking(false);
    }

    private void connect(Path socket) throws IOException {
        if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
            do {
                await(SelectionKey.OP_CONNECT);
            } while (!channel.finishConnect());
        }
    }

    private void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            await(SelectionKey.OP_WRITE);
            channel.write(bytes);
        }
    }

    private String receive() throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8 * 1024);
        while (true) {
            await(SelectionKey.OP_READ);
            if (channel.read(buffer.clear()) < 0) {
                throw new EOFException("Redis closed the connection");
            }
            received.write(buffer.array(), 0, buffer.position());
            Optional<String> reply = parse(received.toByteArray());
            if (reply.isPresent()) {
                return reply.get();
            }
        }
    }

    /** Empty while the reply is incomplete. */
    private static Optional<String> parse(byte[] bytes) throws IOException {
        // One character per byte, so that lengths in bytes match; everything read here is ASCII except paths.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n");
        if (end < 0) {
            return Optional.empty();
        }
        return switch (text.charAt(0)) {
            case '+' -> Optional.of(text.substring(1, end));
            case '-' -> Optional.of(text.substring(0, end));
            case '$' -> bulk(text, end + 2, Integer.parseInt(text.substring(1, end)));
            default -> throw new IOException("Not a reply of Redis: " + text.substring(0, end));
        };
    }

    private static Optional<String> bulk(String text, int start, int length) {
        boolean complete = text.length() >= start + length + 2;
        return complete ? Optional.of(text.substring(start, start + length)) : Optional.empty();
    }

    private void await(int operation) throws IOException {
        long ms = (deadline - System.nanoTime()) / 1_000_000;
        channel.register(selector, operation);
        if (ms <= 0 || selector.select(ms) == 0) {
            throw new SocketTimeoutException("Redis did not answer in time");
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
