package org.livetally.redis.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RespClientTest {
    @TempDir
    Path directory;

    @Test
    void serverThatAcceptsButNeverAnswersTimesOut() throws IOException {
        try (ServerSocketChannel silent = listening()) {
            assertThrows(SocketTimeoutException.class, () -> RespClient.ask(socket(), Duration.ofMillis(100), "PING"));
        }
    }

    @Test
    void socketThatNobodyListensOnAnyMoreIsRefused() throws IOException {
        listening().close();
        assertThrows(ConnectException.class, () -> RespClient.ask(socket(), Duration.ofSeconds(5), "PING"));
    }

    @Test
    void replyThatComesInPiecesIsPutTogether() throws IOException {
        String value = "x".repeat(20_000);
        assertEquals(value, replyTo("$20000\r\n", value.substring(7), "xxxxxxx\r", "\n"));
    }

    @Test
    void errorKeepsItsSign() throws IOException {
        assertEquals("-LOADING wait", replyTo("-LOADING", " wait\r\n"));
    }

    private String replyTo(String... pieces) throws IOException {
        try (ServerSocketChannel server = listening()) {
            CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> send(server, pieces));
            String reply = RespClient.ask(socket(), Duration.ofSeconds(30), "GET a");
            answer.join();
            return reply;
        }
    }

    private static void send(ServerSocketChannel server, String... pieces) {
        try (SocketChannel client = server.accept()) {
            for (String piece : pieces) {
                ByteBuffer bytes = ByteBuffer.wrap(piece.getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) {
                    client.write(bytes);
                }
            }
            // Waits until the client has what it needs: an early close would discard what it has not read.
            client.read(ByteBuffer.allocate(64));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ServerSocketChannel listening() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket()));
    }

    private Path socket() {
        return directory.resolve("redis.sock");
    }
}
