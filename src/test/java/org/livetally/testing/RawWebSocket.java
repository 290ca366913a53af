package org.livetally.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket client that sends any frame, including those that no library would send, never closes its side, and keeps
 * what it receives. Answers pings and offers compression, as every browser does.
 */
public final class RawWebSocket implements AutoCloseable {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;
    /** The headers of a handshake, but for those that every request has. */
    public static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: bGl2ZXRhbGx5LXRlc3QtMQ==\r\n";

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final byte[] ZERO_MASK = new byte[4]; // leaves the payload as it is

    /** Closed without a close frame, or without a code in it. */
    public static final int NO_CODE = 1005;

    private final Socket socket;
    private static final int TIMEOUT_S = 30;

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final Semaphore untaken = new Semaphore(0);
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final List<String> pongs = new CopyOnWriteArrayList<>();
    private final List<Integer> late = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private volatile boolean ignoresPings;
    private String handshake = "";
    private int taken;

    private RawWebSocket(Socket socket) {
        this.socket = socket;
    }

    /** Connects; fails if the server does not switch protocols. */
    public static RawWebSocket open(int port, String path) {
        return open("127.0.0.1", port, path);
    }

    /** The same, from any address of this machine. */
    public static RawWebSocket open(String from, int port, String path) {
        try {
            Socket socket = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0);
            socket.setTcpNoDelay(true); // otherwise what follows a pong waits 40 ms for its ack
            RawWebSocket opened = new RawWebSocket(socket);
            DataInputStream in = new DataInputStream(opened.socket.getInputStream());
            opened.handshake(in, path);
            Thread reader = new Thread(() -> opened.read(in), "raw-websocket");
            reader.setDaemon(true);
            reader.start();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void send(String text) {
        send(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one frame. A message of several frames is a TEXT that is not final, then CONTINUATIONs. */
    public void send(int opcode, boolean last, byte[] payload) {
        sendBytes(frame(opcode, last, payload));
    }

    /** A frame, masked with zeros. */
    public static byte[] frame(int opcode, boolean last, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14).put((byte) (opcode | (last ? FINAL : 0)));
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length < 1 << 16) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        frame.put(ZERO_MASK).put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** Sends any bytes. */
    public synchronized void sendBytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's answer to the handshake. */
    public String handshake() {
        return handshake;
    }

    /** The payloads of all pongs so far. */
    public List<String> pongs() {
        return pongs;
    }

    /** From now on, pings are not answered. */
    public void ignorePings() {
        ignoresPings = true;
    }

    /** All texts so far. */
    public List<String> texts() {
        return texts;
    }

    /** Waits for the next text that was not taken yet. */
    public String next() {
        try {
            // Blocks instead of polling: some tests measure how long it takes.
            if (!untaken.tryAcquire(TIMEOUT_S, TimeUnit.SECONDS)) {
                throw new AssertionError("text " + taken + " did not come from the server");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return texts.get(taken++);
    }

    /** Sends a text and takes the next one that comes. */
    public String ask(String text) {
        send(text);
        return next();
    }

    /** Waits until the server has closed; returns its code, or {@link #NO_CODE}. */
    public int closeCode() {
        try {
            return closed.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the server did not close the socket", e);
        }
    }

    /** Waits until the server has ended the TCP connection; returns the opcodes after its first close frame. */
    public List<Integer> afterClose() {
        try {
            ended.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the server did not end the connection", e);
        }
        return late;
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    /** Disconnects without a close frame. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handshake(DataInputStream in, String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + UPGRADE
                + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.readByte());
        }
        handshake = head.toString(StandardCharsets.US_ASCII);
        if (!handshake.startsWith("HTTP/1.1 101")) {
            throw new AssertionError("no WebSocket at " + path + ": " + handshake);
        }
    }

    private void read(DataInputStream in) {
        try {
            while (true) {
                frame(in);
            }
        } catch (IOException e) { // also the end
            closed.complete(NO_CODE);
            ended.complete(null);
        }
    }

    private void frame(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        int opcode = first & 0xf;
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] payload = in.readNBytes(Math.toIntExact(length));
        if (closed.isDone()) {
            late.add(opcode);
        } else if (opcode == TEXT || opcode == CONTINUATION) {
            message.writeBytes(payload);
            if ((first & FINAL) != 0) {
                texts.add(message.toString(StandardCharsets.UTF_8));
                untaken.release();
                message.reset();
            }
        } else if (opcode == PING) {
            if (!ignoresPings) {
                send(PONG, true, payload);
            }
        } else if (opcode == PONG) {
            pongs.add(new String(payload, StandardCharsets.UTF_8));
        } else if (opcode == CLOSE) {
            closed.complete(
                    payload.length < 2
                            ? NO_CODE
                            : (int) ByteBuffer.wrap(payload).getShort());
        }
    }
}
