package org.livetally.tables;

import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;

/**
 * A ZIP file in memory, or mapped into it, read by the directory at its end. The JDK can do that with files that have a
 * name only; other ones it reads from the front, where many writers do not know the sizes yet.
 *
 * <p>A file of a megabyte may unpack to gigabytes. So what is unpacked counts for a limit, beyond which reading fails
 * with a {@link Problem}.
 */
final class ZipReader {
    /** Maximum size of all entries that are opened, unpacked. */
    static final int MAX_BYTES = 64 << 20;

    private static final int MIB = 1 << 20;
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_SIZE = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final ByteBuffer bytes;
    /** Where the directory tells of each entry, by lower-case name: writers disagree about upper case. */
    private final Map<String, Integer> entries = new HashMap<>();

    private int left = MAX_BYTES;

    /** @throws ZipException if it is no ZIP file */
    ZipReader(ByteBuffer file) throws ZipException {
        this.bytes = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        try {
            readDirectory();
        } catch (IndexOutOfBoundsException e) {
            throw new ZipException("it ends before its directory does");
        }
    }

    private void readDirectory() throws ZipException {
        int end = bytes.limit() - END_SIZE; // a comment may follow
        while (bytes.getInt(end) != END) {
            end--;
        }
        int entry = bytes.getInt(end + 16);
        for (int rest = unsigned(end + 10); rest > 0; rest--) {
            require(entry, ENTRY);
            int nameLength = unsigned(entry + 28);
            String name = name(entry + ENTRY_SIZE, nameLength);
            entries.putIfAbsent(name.toLowerCase(Locale.ROOT), entry);
            entry += ENTRY_SIZE + nameLength + unsigned(entry + 30) + unsigned(entry + 32);
        }
    }

    private String name(int start, int length) {
        byte[] name = new byte[length];
        bytes.get(start, name);
        return new String(name, StandardCharsets.UTF_8);
    }

    /**
     * The content of an entry.
     *
     * @param name in lower case
     * @throws ZipException if there is no such entry, or it cannot be unpacked
     */
    InputStream open(String name) throws ZipException {
        Integer entry = entries.get(name);
        if (entry == null) {
            throw new ZipException("no entry " + name);
        }
        try {
            int local = bytes.getInt(entry + 42);
            require(local, LOCAL);
            int start = local + LOCAL_SIZE + unsigned(local + 26) + unsigned(local + 28);
            int packed = bytes.getInt(entry + 20);
            Objects.checkFromIndexSize(start, packed, bytes.limit());
            InputStream content = new ByteBufInputStream(Unpooled.wrappedBuffer(bytes.slice(start, packed)));
            return switch (unsigned(entry + 10)) {
                case STORED -> new Limited(content);
                case DEFLATED -> new Limited(new InflaterInputStream(content, new Inflater(true)));
                default -> throw new ZipException("packed in a way of its own");
            };
        } catch (IndexOutOfBoundsException e) {
            throw new ZipException("it ends before its entries do");
        }
    }

    private void require(int place, int signature) throws ZipException {
        if (bytes.getInt(place) != signature) {
            throw new ZipException("it is damaged");
        }
    }

    private int unsigned(int place) {
        return bytes.getShort(place) & 0xffff;
    }

    private final class Limited extends FilterInputStream {
        Limited(InputStream content) {
            super(content);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            left -= Math.max(read, 0);
            if (left < 0) {
                throw Problem.invalidField("body", Rule.XLSX_SIZE.reason(MAX_BYTES / MIB));
            }
            return read;
        }
    }
}
