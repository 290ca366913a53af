package org.livetally.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A client that completes the handshake, and then reads nothing until told to. */
public final class UnreadSocket implements AutoCloseable {
    private static final int TIMEOUT_MS = 20_000;

    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final SocketChannel channel;
    private final Socket socket;

    private UnreadSocket(SocketChannel channel) {
        this.channel = channel;
        this.socket = channel.socket();
    }

    public static UnreadSocket open(int port, String path) throws IOException {
        UnreadSocket unread = connect(port);
        unread.ask(path);
        return unread;
    }

    /** Sends no request yet. */
    public static UnreadSocket connect(int port) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(
                StandardSocketOptions.SO_RCVBUF, 4 << 10); // the less the kernel buffers, the sooner the server notices
        channel.connect(new InetSocketAddress("127.0.0.1", port));
        UnreadSocket unread = new UnreadSocket(channel);
        unread.socket.setSoTimeout(TIMEOUT_MS);
        return unread;
    }

    /** Requests a socket, or anything else. */
    public void ask(String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + (path.startsWith("/ws") ? RawWebSocket.UPGRADE : "");
        send((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /**
     * Sends the frame this many times, or until nothing has been accepted for 2 s. Returns the bytes accepted. Nothing
     * can be read afterwards.
     */
    public long send(byte[] frame, int times) throws IOException {
        channel.configureBlocking(false);
        long taken = 0;
        long last = System.nanoTime();
        for (int i = 0; i < times; i++) {
            ByteBuffer left = ByteBuffer.wrap(frame);
            while (left.hasRemaining()) {
                int n = channel.write(left);
                taken += n;
                if (n > 0) {
                    last = System.nanoTime();
                } else if (System.nanoTime() - last > STUCK_NANOS) {
                    return taken;
                } else {
                    LockSupport.parkNanos(100_000);
                }
            }
        }
        return taken;
    }

    /** Reads some bytes; returns how many, or -1 at the end. */
    public int read(int most) throws IOException {
        return socket.getInputStream().read(new byte[most]);
    }

    /**
     * Reads until this text has arrived; returns everything read, one char a byte. Fails if the server closes earlier.
     */
    public String readUntil(String text) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[16 << 10];
        String tail = "";
        while (!tail.contains(text)) {
            int n = in.read(some);
            if (n < 0) {
                throw new AssertionError("closed before " + text);
            }
            all.write(some, 0, n);
            String more = tail + new String(some, 0, n, StandardCharsets.ISO_8859_1);
            tail = more.contains(text) ? more : more.substring(Math.max(0, more.length() - text.length()));
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
