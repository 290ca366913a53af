package org.livetally.app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.livetally.redis.client.RedisLink;
import org.livetally.testing.Await;
import org.livetally.testing.Ports;
import org.livetally.testing.RedisProcess;

/** A Redis that is found by a name, which leads to another machine later. */
final class RedisNamesTest {
    /** Of the name, as many name servers give it. */
    private static final int TIME_TO_LIVE_S = 600;

    private static final long SOON_S = 15;

    @Test
    void anotherAddressBehindTheSameNameIsFoundWithinSeconds() throws IOException {
        String port = Integer.toString(Ports.free());
        try (NameServer names = new NameServer();
                RedisProcess first = RedisProcess.start("--port", port);
                RedisProcess second = RedisProcess.start("--port", port, "--bind", "127.0.0.2")) {
            VertxOptions options = Livetally.options();
            options.getAddressResolverOptions().setServers(List.of("127.0.0.1:" + names.port()));
            Vertx vertx = Vertx.vertx(options);
            try {
                RedisLink link = open(vertx, "redis://redis.test:" + port);
                RedisLink underscored = open(vertx, "redis://my_redis.test:" + port);
                Await.until("connections", () -> link.isConnected() && underscored.isConnected());
                names.address = 2;
                ProcessHandle.of(first.pid()).ifPresent(ProcessHandle::destroyForcibly);
                long start = System.nanoTime();
                Await.until("the end of both", () -> !link.isConnected() && !underscored.isConnected());
                Await.until("connections to the other", () -> link.isConnected() && underscored.isConnected());
                long s = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
                assertTrue(s < SOON_S, s + " s, " + second.port());
            } finally {
                Await.result(vertx.close());
            }
        }
    }

    private static RedisLink open(Vertx vertx, String uri) {
        Promise<RedisLink> opened = Promise.promise();
        vertx.runOnContext(loop -> opened.complete(RedisLink.open(vertx, uri)));
        return Await.result(opened.future());
    }

    /** Answers every question for an IPv4 address with 127.0.0.1, or another last byte. */
    private static final class NameServer implements AutoCloseable {
        private static final int HEADER = 12;
        private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        private volatile int address = 1;

        NameServer() throws IOException {
            Thread answering = new Thread(this::answer, "name server");
            answering.setDaemon(true);
            answering.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        private void answer() {
            byte[] bytes = new byte[512];
            try {
                while (!socket.isClosed()) {
                    DatagramPacket question = new DatagramPacket(bytes, bytes.length);
                    socket.receive(question);
                    byte[] answer = answer(bytes);
                    socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        private byte[] answer(byte[] bytes) {
            ByteBuffer question = ByteBuffer.wrap(bytes);
            int end = HEADER;
            while (question.get(end) != 0) {
                end += question.get(end) + 1;
            }
            boolean isIpv4 = question.getShort(end + 1) == 1;
            ByteBuffer answer = ByteBuffer.allocate(512);
            answer.putShort(question.getShort(0)).putShort((short) 0x8180);
            answer.putShort((short) 1).putShort((short) (isIpv4 ? 1 : 0)).putInt(0);
            answer.put(bytes, HEADER, end + 5 - HEADER);
            if (isIpv4) {
                answer.putShort((short) 0xc00c).putShort((short) 1).putShort((short) 1);
                answer.putInt(TIME_TO_LIVE_S).putShort((short) 4);
                answer.put(new byte[] {127, 0, 0, (byte) address});
            }
            byte[] whole = new byte[answer.position()];
            answer.flip().get(whole);
            return whole;
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
