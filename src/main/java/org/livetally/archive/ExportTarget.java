package org.livetally.archive;

import java.util.function.LongConsumer;

/**
 * Where a stream is written.
 *
 * @param file that was begun
 * @param chunkMessages messages of a chunk at most, unless one entry has more: a reader holds a chunk in memory
 * @param chunkBytes after which a chunk ends
 * @param progress is told often how many messages are written
 */
public record ExportTarget(StreamFileWriter file, int chunkMessages, int chunkBytes, LongConsumer progress) {
    private static final int CHUNK_MESSAGES = 20_000;
    private static final int CHUNK_BYTES = 8 << 20;

    /** With chunks of the usual size. */
    public ExportTarget(StreamFileWriter file, LongConsumer progress) {
        this(file, CHUNK_MESSAGES, CHUNK_BYTES, progress);
    }
}
