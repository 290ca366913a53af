package org.livetally.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.livetally.testing.RawWebSocket;

/** Very many WebSocket clients on one thread, all connecting at once. They read, send nothing, and answer no pings. */
final class Swarm implements AutoCloseable {
    private static final int MAX_KEPT = 2_048;

    final AtomicInteger upgraded = new AtomicInteger();
    final AtomicInteger withSnapshot = new AtomicInteger();
    final AtomicInteger lost = new AtomicInteger();

    private final Selector selector;
    private final ByteBuffer request;
    private final ByteBuffer in = ByteBuffer.allocate(64 << 10);
    private final Thread thread = new Thread(this::run, "swarm");
    private volatile boolean closed;

    /** What one client has received, as far as it matters. */
    private static final class Client {
        final StringBuilder head = new StringBuilder();
        boolean upgraded;
        boolean hasSnapshot;
    }

    private Swarm(String path) throws IOException {
        selector = Selector.open();
        request = ByteBuffer.wrap(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + RawWebSocket.UPGRADE + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    static Swarm open(int port, String path, int count) throws IOException {
        Swarm swarm = new Swarm(path);
        swarm.thread.setDaemon(true);
        swarm.thread.start();
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress("127.0.0.1", port));
            channel.register(swarm.selector, SelectionKey.OP_CONNECT, new Client());
        }
        return swarm;
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(this::act, 50);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void act(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            if (key.isConnectable() && channel.finishConnect()) {
                channel.write(request.duplicate());
                key.interestOps(SelectionKey.OP_READ);
            } else if (key.isReadable()) {
                read(key, channel);
            }
        } catch (IOException e) {
            lose(key);
        }
    }

    private void read(SelectionKey key, SocketChannel channel) throws IOException {
        in.clear();
        int n = channel.read(in);
        if (n < 0) {
            lose(key);
            return;
        }
        Client client = (Client) key.attachment();
        if (client.head.length() < MAX_KEPT) {
            client.head.append(new String(in.array(), 0, n, StandardCharsets.ISO_8859_1));
        }
        if (!client.upgraded && client.head.indexOf("HTTP/1.1 101") == 0) {
            client.upgraded = true;
            upgraded.incrementAndGet();
        }
        if (!client.hasSnapshot && client.head.indexOf("\"type\":\"snapshot\"") > 0) {
            client.hasSnapshot = true;
            withSnapshot.incrementAndGet();
        }
    }

    private void lose(SelectionKey key) {
        lost.incrementAndGet();
        try {
            key.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends all connections at once. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        selector.wakeup();
        thread.join();
    }
}
