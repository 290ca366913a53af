package org.livetally.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.livetally.testing.TestResource;

/** Clients at several addresses of this machine, which keep their connections open. */
final class Callers implements TestResource {
    private final IntSupplier port;
    private final List<Socket> sockets = new ArrayList<>();

    Callers(IntSupplier port) {
        this.port = port;
    }

    /** Connects, and sends nothing. */
    Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setSoTimeout(20_000);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port.getAsInt()));
        return socket;
    }

    /** Whether the server ends the connection without an answer. */
    static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true; // reset
        }
    }

    /** The first bytes of the answer; all of it, if the server closes. */
    String ask(String from, String path, String headers) throws IOException {
        Socket socket = connect(from);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        byte[] start = socket.getInputStream().readNBytes(12);
        boolean stays = new String(start, StandardCharsets.US_ASCII).matches("HTTP/1.1 (101|200)");
        byte[] rest = stays ? new byte[0] : socket.getInputStream().readAllBytes(); // ends, or the read times out
        return new String(start, StandardCharsets.US_ASCII) + new String(rest, StandardCharsets.UTF_8);
    }

    /** Closes the connection of the caller number {@code index}, counted from 0. */
    void leave(int index) throws IOException {
        sockets.get(index).close();
    }

    /** They connect when asked. */
    @Override
    public void begin() {}

    @Override
    public void close() {
        try {
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
