package org.livetally.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A minimal client of Redis: sends prepared requests one at a time, and looks at the answers only as far as necessary.
 */
final class BareRedis implements AutoCloseable {
    private static final byte[] RECORDED = "*4\r\n$8\r\nrecorded\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] INTEGER = {':'};
    private static final int LINES_OF_RECORDED = 7;

    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(4 * 1024);

    BareRedis(Path socket) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    /** Runs prepared batches one after another. */
    void record(List<ByteBuffer> requests) throws IOException {
        for (ByteBuffer request : requests) {
            while (request.hasRemaining()) {
                channel.write(request);
            }
            receive(LINES_OF_RECORDED, RECORDED);
        }
    }

    /** The answer to a command that returns an integer. */
    long integer(String... command) throws IOException {
        StringBuilder request = new StringBuilder("*" + command.length + "\r\n");
        for (String part : command) {
            request.append('$')
                    .append(part.length())
                    .append("\r\n")
                    .append(part)
                    .append("\r\n");
        }
        channel.write(StandardCharsets.UTF_8.encode(request.toString()));
        receive(1, INTEGER);
        String text = StandardCharsets.UTF_8.decode(answer.flip()).toString().trim();
        return Long.parseLong(text.substring(1));
    }

    /**
     * Receives an answer of so many lines.
     *
     * @throws IOException if it begins in another way: then it may have fewer lines
     */
    private void receive(int lines, byte[] begin) throws IOException {
        answer.clear();
        int seen = 0;
        int position = 0;
        while (seen < lines) {
            if (channel.read(answer) < 0) {
                throw new EOFException("Redis closed the connection");
            }
            for (; position < answer.position(); position++) {
                if (position < begin.length && answer.get(position) != begin[position]) {
                    throw new IOException("Redis answered "
                            + StandardCharsets.UTF_8
                                    .decode(answer.flip())
                                    .toString()
                                    .trim());
                }
                seen += answer.get(position) == '\n' ? 1 : 0;
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
