package org.livetally.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.livetally.testing.RawWebSocket;

/**
 * Very many connections from this machine that all do the same, and then nothing more; none of them ever reads. They
 * run on a thread of the lowest priority: attackers have machines of their own, and sending a gigabyte would take
 * processor time from the program here, whatever that does.
 */
final class Attack implements AutoCloseable {
    private static final int SMALL_BUFFER = 4 << 10;

    /** What each connection sends. */
    enum Kind {
        /** Nothing. */
        IDLE(""),
        /** A screen's socket. */
        SCREEN("GET /ws/boards/catalogue HTTP/1.1\r\nHost: localhost\r\n" + RawWebSocket.UPGRADE + "\r\n"),
        /** 16 KB of meaningless headers, without an end. */
        HEADERS("GET / HTTP/1.1\r\nHost: localhost\r\n" + "a:\r\n".repeat(4_000)),
        /** The head of a request that never ends, with few headers. */
        LONG_HEADER("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(15_000)),
        /** Requests the largest public file. */
        STATIC_FILE(get("/_static/echarts/6.0.0/dist/echarts.esm.min.js")),
        /** Requests a catalogue of ten thousand products. */
        CATALOGUE(get("/api/streams/catalogue/products")),
        /** A hundred requests at once. */
        PIPELINED(get("/api/boards/catalogue").repeat(100)),
        /** As many requests at once as the kernel accepts, for next to nothing. */
        TINY_PIPELINED("GET / HTTP/1.1\r\nHost:a\r\n\r\n".repeat(5_000)),
        /** Requests a socket with an error. */
        REFUSED_UPGRADE(
                "GET /ws/orders HTTP/1.1\r\nHost: localhost\r\n" + RawWebSocket.UPGRADE.replace("13", "8") + "\r\n"),
        /** Most of the largest body of orders. */
        UNFINISHED_BODY(
                "POST /api/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 250000\r\n\r\n"
                        + " ".repeat(240_000)),
        /** Most of the largest frame on a socket. */
        UNFINISHED_FRAME("GET /ws/orders HTTP/1.1\r\nHost: localhost\r\n" + RawWebSocket.UPGRADE + "\r\n"
                + frameHead(250_000) + "a".repeat(240_000));

        private final String bytes;

        Kind(String text) {
            bytes = text;
        }

        private ByteBuffer bytes() {
            return ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)).asReadOnlyBuffer();
        }

        private static String get(String path) {
            return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        }

        /** The head of a masked text frame, with a key of zeros. */
        private static String frameHead(int length) {
            ByteBuffer head = ByteBuffer.allocate(14).put((byte) 0x81).put((byte) 0xFF);
            head.putLong(length).putInt(0);
            return new String(head.array(), StandardCharsets.ISO_8859_1);
        }
    }

    private final List<SocketChannel> channels = new ArrayList<>();
    private final List<ByteBuffer> unsent = new ArrayList<>();

    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    private Attack() {}

    /** Connects them all; returns when each has sent what the server accepts. */
    static Attack begin(Kind kind, int port, int count) throws Exception {
        Attack attack = new Attack();
        try {
            attack.thread
                    .submit(() -> {
                        stepBack();
                        attack.connect(kind.bytes(), port, count);
                        return null;
                    })
                    .get();
        } catch (ExecutionException e) {
            attack.close();
            throw e;
        }
        return attack;
    }

    /** Java does not set thread priorities on Linux. */
    private static void stepBack() throws IOException, InterruptedException {
        Path self = Path.of("/proc/thread-self");
        if (Files.exists(self)) {
            String id = Files.readSymbolicLink(self).getFileName().toString();
            new ProcessBuilder("renice", "-n", "19", "-p", id)
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    private void connect(ByteBuffer bytes, int port, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            channel.configureBlocking(false);
            channels.add(channel);
            unsent.add(bytes.duplicate());
            send(i);
        }
    }

    /** Sends more where the server accepts it; false if it accepted no byte. */
    boolean goOn() {
        return CompletableFuture.supplyAsync(this::sendOn, thread).join();
    }

    private boolean sendOn() {
        boolean any = false;
        for (int i = 0; i < channels.size(); i++) {
            any |= send(i);
        }
        return any;
    }

    private boolean send(int i) {
        try {
            return unsent.get(i).hasRemaining() && channels.get(i).write(unsent.get(i)) > 0;
        } catch (IOException e) {
            unsent.get(i).limit(unsent.get(i).position()); // the server has closed it
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        for (SocketChannel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
