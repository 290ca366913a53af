package org.livetally.simulation.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.livetally.testing.TestRedis;
import org.luaj.vm2.LuaString;

/** A connection to the real Redis of the tests, whose replies are told as the model's are. */
final class RealRedis implements AutoCloseable {
    private final SocketChannel socket;
    private final InputStream in;

    RealRedis() {
        this(
                StandardProtocolFamily.UNIX,
                UnixDomainSocketAddress.of(TestRedis.uri().substring("unix://".length())));
    }

    /** A connection to another one, on this machine. */
    RealRedis(int port) {
        this(StandardProtocolFamily.INET, new InetSocketAddress("127.0.0.1", port));
    }

    private RealRedis(ProtocolFamily family, SocketAddress address) {
        try {
            socket = SocketChannel.open(family);
            socket.connect(address);
            in = new BufferedInputStream(Channels.newInputStream(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply ask(Args command) {
        return ask(List.of(command)).get(0);
    }

    /** Sends all of them at once, and waits for all replies. */
    List<Reply> ask(List<Args> commands) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            commands.forEach(command -> write(out, command));
            ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray());
            while (bytes.hasRemaining()) {
                socket.write(bytes);
            }
            List<Reply> replies = new ArrayList<>();
            for (int i = 0; i < commands.size(); i++) {
                replies.add(read());
            }
            return replies;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(ByteArrayOutputStream out, Args command) {
        out.writeBytes(ascii("*" + command.size() + "\r\n"));
        for (LuaString value : command.range(0, command.size())) {
            out.writeBytes(ascii("$" + value.m_length + "\r\n"));
            out.write(value.m_bytes, value.m_offset, value.m_length);
            out.writeBytes(ascii("\r\n"));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private Reply read() throws IOException {
        int type = in.read();
        String head = line();
        return switch (type) {
            case '+' -> new Reply.Status(head);
            case '-' -> new Reply.Failure(head);
            case ':' -> Replies.number(Long.parseLong(head));
            case '$' -> bulk(Integer.parseInt(head));
            case '*' -> many(Integer.parseInt(head));
            default -> throw new IOException("no reply: " + (char) type + head);
        };
    }

    /** One line without its end: what MONITOR tells, too. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.write(next);
        }
        in.read();
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private Reply bulk(int length) throws IOException {
        if (length < 0) {
            return Reply.Nil.BULK;
        }
        LuaString value = LuaString.valueUsing(in.readNBytes(length));
        line();
        return Replies.bulk(value);
    }

    private Reply many(int size) throws IOException {
        if (size < 0) {
            return Reply.Nil.ARRAY;
        }
        List<Reply> parts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            parts.add(read());
        }
        return new Reply.Many(parts);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
