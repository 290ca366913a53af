package org.livetally.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A bad network between the server and a Redis on a unix socket, or between anybody and a port elsewhere: it delays, delivers bytes one at a time, resets
 * connections, or loses an answer together with its connection, after the command has run. Uses two threads a
 * connection.
 */
public final class RedisProxy implements TestResource {
    /** Marks answers of a script that recorded something; losing the answer to a poll or ping would test nothing. */
    private static final String RECORDED = "recorded";

    private final SocketAddress redis;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private @Nullable ServerSocket listener;
    private final AtomicInteger requestsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private volatile long delayMs;
    private volatile boolean singleBytes;

    /** An extension. */
    public RedisProxy(String unixUri) {
        this(UnixDomainSocketAddress.of(URI.create(unixUri).getPath()));
    }

    private RedisProxy(SocketAddress redis) {
        this.redis = redis;
    }

    /** One that listens already. */
    public static RedisProxy start(String unixUri) {
        return begun(new RedisProxy(unixUri));
    }

    /** The same, to a port elsewhere. */
    public static RedisProxy startTo(String host, int port) {
        return begun(new RedisProxy(new InetSocketAddress(host, port)));
    }

    private static RedisProxy begun(RedisProxy proxy) {
        proxy.begin();
        return proxy;
    }

    @Override
    public void begin() {
        try {
            ServerSocket opened = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            listener = opened;
            spawn(() -> listen(opened));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String uri() {
        return "redis://127.0.0.1:" + port();
    }

    /** On which it listens. */
    public int port() {
        return Objects.requireNonNull(listener, "not begun").getLocalPort();
    }

    /** Delays what comes from Redis. */
    public void delay(long ms) {
        delayMs = ms;
    }

    /** Makes every byte a packet of its own, in both directions. */
    public void singleBytes(boolean on) {
        singleBytes = on;
    }

    /** Loses the next answer of the record script, and the connection with it: the script ran, and nobody was told. */
    public void loseAnAnswer() {
        answersToLose.set(1);
    }

    public boolean hasLostIt() {
        return answersToLose.get() == 0;
    }

    /** Passes on so many more requests, and then ends the connection without an answer; so does each one after that. */
    public void cutAfter(int requests) {
        requestsLeft.set(requests);
    }

    /** Whether it has ended a connection so. */
    public boolean hasCut() {
        return requestsLeft.get() < 0;
    }

    /** Ends every connection with RST. */
    public void reset() {
        clients.forEach(RedisProxy::reset);
    }

    private static void reset(Socket client) {
        try {
            client.setSoLinger(true, 0);
            client.close();
        } catch (IOException e) {
            if (!client.isClosed()) { // otherwise the other end was first
                throw new AssertionError(e);
            }
        }
    }

    private void listen(ServerSocket open) {
        try {
            while (!open.isClosed()) {
                Socket client = open.accept();
                client.setTcpNoDelay(true);
                clients.add(client);
                SocketChannel upstream = SocketChannel.open(redis);
                spawn(() -> toRedis(client, upstream));
                spawn(() -> fromRedis(client, upstream));
            }
        } catch (IOException e) {
            // closed, or no Redis there: the test then fails by itself if that is wrong
            clients.forEach(RedisProxy::reset);
        }
    }

    private void toRedis(Socket client, SocketChannel upstream) {
        try (upstream) {
            InputStream in = client.getInputStream();
            byte[] bytes = new byte[1 << 16];
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                boolean cut = requestsLeft.getAndDecrement() <= 0;
                int step = singleBytes ? 1 : n;
                for (int i = 0; i < n; i += step) {
                    ByteBuffer part = ByteBuffer.wrap(bytes, i, step);
                    while (part.hasRemaining()) {
                        upstream.write(part);
                    }
                }
                if (cut) {
                    reset(client);
                    return;
                }
            }
        } catch (IOException e) {
            clients.remove(client);
        }
    }

    private void fromRedis(Socket client, SocketChannel upstream) {
        try (client) {
            OutputStream out = client.getOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            while (upstream.read(buffer) >= 0) {
                if (answersToLose.get() > 0 && holds(buffer) && answersToLose.compareAndSet(1, 0)) {
                    reset(client);
                    return;
                }
                late();
                int step = singleBytes ? 1 : buffer.position();
                for (int i = 0; i < buffer.position(); i += step) {
                    out.write(buffer.array(), i, step);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            clients.remove(client);
        }
    }

    private static boolean holds(ByteBuffer buffer) {
        String said =
                StandardCharsets.ISO_8859_1.decode(buffer.duplicate().flip()).toString();
        return said.contains(RECORDED);
    }

    private void late() {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMs);
        Await.until("the delay is over", () -> System.nanoTime() - until >= 0);
    }

    private static void spawn(Runnable task) {
        Thread thread = new Thread(task, "chaos-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        if (listener != null) {
            try {
                listener.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            reset();
        }
    }
}
