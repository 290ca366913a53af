package org.livetally.hostile;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A client that sends as much as it can, and never reads a byte, not even the answer to its handshake. */
final class Deaf implements AutoCloseable {
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final SocketChannel channel;

    private Deaf(SocketChannel channel) {
        this.channel = channel;
    }

    static Deaf open(int port, String path) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 10);
        channel.connect(new InetSocketAddress("127.0.0.1", port));
        channel.write(ByteBuffer.wrap(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: bGl2ZXRhbGx5LXRlc3QtMQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        return new Deaf(channel);
    }

    /** A final frame, masked with zeros. */
    static byte[] frame(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8).put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** Sends the frame this many times, or until nothing has been accepted for 2 s. Returns the bytes accepted. */
    long send(byte[] frame, int times) throws IOException {
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

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
