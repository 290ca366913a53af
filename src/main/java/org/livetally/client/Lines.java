package org.livetally.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.livetally.wire.MessageLimits;

/** Reads lines of bytes. Of a line that is too long for a message only its beginning is kept: an input may be endless. */
final class Lines {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private long number;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The number of the last line that was read, from 1. */
    long number() {
        return number;
    }

    /**
     * The next line, without its end; null after the last. One byte more than a message may have stands for all of a
     * longer line.
     */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (at == end && !fill()) {
                return line.size() == 0 ? null : whole(line);
            }
            int newline = at;
            while (newline < end && buffer[newline] != '\n') {
                newline++;
            }
            int room = MessageLimits.MAX_FRAME_BYTES + 1 - line.size();
            line.write(buffer, at, Math.min(newline - at, room));
            at = newline;
            if (newline < end) {
                at++;
                return whole(line);
            }
        }
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private byte[] whole(ByteArrayOutputStream read) {
        number++;
        byte[] line = read.toByteArray();
        int from = number == 1 && startsWithMark(line) ? BYTE_ORDER_MARK.length : 0;
        int to = line.length > from && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        return from == 0 && to == line.length ? line : Arrays.copyOfRange(line, from, to);
    }

    private static boolean startsWithMark(byte[] line) {
        int marked = BYTE_ORDER_MARK.length;
        return line.length >= marked && Arrays.equals(line, 0, marked, BYTE_ORDER_MARK, 0, marked);
    }
}
