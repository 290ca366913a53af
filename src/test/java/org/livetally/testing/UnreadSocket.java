package org.livetally.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that completes the handshake, and then reads nothing until told to. */
public final class UnreadSocket implements AutoCloseable {
    private static final int TIMEOUT_MS = 20_000;

    private final Socket socket;

    private UnreadSocket(Socket socket) {
        this.socket = socket;
    }

    public static UnreadSocket open(int port, String path) throws IOException {
        UnreadSocket unread = connect(port);
        unread.ask(path);
        return unread;
    }

    /** Sends no request yet. */
    public static UnreadSocket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 << 10); // the less the kernel buffers, the sooner the server notices
        socket.setSoTimeout(TIMEOUT_MS);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        return new UnreadSocket(socket);
    }

    /** Requests a socket, or anything else. */
    public void ask(String path) throws IOException {
        String upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: bGl2ZXRhbGx5LXRlc3QtMQ==\r\n";
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + (path.startsWith("/ws") ? upgrade : "");
        send((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
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
        socket.close();
    }
}
