package org.livetally.intake.files;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;

/**
 * A file while it is imported: written to disk as it arrives, and read from there as often as needed, so that none of it
 * is kept in memory. It is for nobody else's eyes: its directory and its name are gone as soon as it is open, so nothing is left
 * behind, not even by a kill.
 */
final class Spool implements AutoCloseable {
    /** Maximum size of a file, in bytes. */
    static final long MAX_BYTES = 512 << 20;

    private static final int PAYLOAD_TOO_LARGE = 413;

    private final FileChannel channel;
    private final AsyncFile writer;
    private @Nullable Future<Void> closed;
    private long size;

    private Spool(FileChannel channel, AsyncFile writer) {
        this.channel = channel;
        this.writer = writer;
    }

    /** Opens an empty one. */
    static Future<Spool> open(Vertx vertx) {
        return vertx.executeBlocking(() -> {
            Path directory = Files.createTempDirectory("livetally-import-"); // only its owner may enter
            Path file = Files.createFile(directory.resolve("file"));
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            AsyncFile writer = vertx.fileSystem().openBlocking(file.toString(), new OpenOptions().setRead(false));
            Files.delete(file);
            Files.delete(directory);
            return new Spool(channel, writer);
        });
    }

    /**
     * Writes the body of a request, as fast as the disk takes it. Fails if the client sends too much.
     *
     * @param left fails when the client goes away
     */
    Future<Void> take(HttpServerRequest request, Future<Void> left) {
        Promise<Void> taken = Promise.promise();
        left.onFailure(taken::tryFail);
        writer.exceptionHandler(taken::tryFail);
        writer.drainHandler(drained -> request.resume());
        request.endHandler(ended -> closeWriter().onComplete(taken));
        request.handler(part -> write(part, request, taken));
        request.resume();
        return taken.future();
    }

    private void write(Buffer part, HttpServerRequest request, Promise<Void> taken) {
        size += part.length();
        if (size > MAX_BYTES) {
            taken.tryFail(Problem.of(PAYLOAD_TOO_LARGE, Rule.BODY_BYTES.reason()));
        }
        if (taken.future().isComplete()) {
            return; // nobody needs the rest
        }
        writer.write(part).onFailure(taken::tryFail);
        if (writer.writeQueueFull()) {
            request.pause();
        }
    }

    /** Its first bytes. */
    byte[] start(int most) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(most);
        int read = 0;
        while (start.hasRemaining() && read >= 0) {
            read = channel.read(start, start.position());
        }
        byte[] bytes = new byte[start.position()];
        start.flip().get(bytes);
        return bytes;
    }

    /** Reads it from a place on. */
    InputStream from(long place) {
        return new InputStream() {
            private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).flip();
            private long next = place;

            @Override
            public int read() throws IOException {
                return hasMore() ? buffer.get() & 0xff : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (length == 0 || !hasMore()) {
                    return length == 0 ? 0 : -1;
                }
                int some = Math.min(length, buffer.remaining());
                buffer.get(into, offset, some);
                return some;
            }

            private boolean hasMore() throws IOException {
                if (!buffer.hasRemaining()) {
                    buffer.clear();
                    next += Math.max(0, channel.read(buffer, next));
                    buffer.flip();
                }
                return buffer.hasRemaining();
            }
        };
    }

    /** All of it, without reading it into the heap. */
    ByteBuffer mapped() throws IOException {
        return channel.map(MapMode.READ_ONLY, 0, channel.size());
    }

    private Future<Void> closeWriter() {
        if (closed == null) {
            closed = writer.close();
        }
        return closed;
    }

    @Override
    public void close() {
        closeWriter().onFailure(late -> {});
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
