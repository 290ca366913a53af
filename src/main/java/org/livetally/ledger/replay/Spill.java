package org.livetally.ledger.replay;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;

/**
 * Records that are too many for memory, in partitions. The records of a name are in one partition, in the order in
 * which they were added. A partition buffers its records until they fill a block, which is written to a temporary file.
 * The file is readable only by its owner and is deleted as soon as it is opened, so it disappears with the process,
 * however that ends. Not thread-safe.
 */
final class Spill implements AutoCloseable {
    private static final int FIRST_BLOCKS = 8;
    private static final int LENGTH_BITS = 24;
    private static final int HALF = 32;
    /**
     * Maximum that the system may buffer. Before it writes an order to disk it writes all of this, and the order waits.
     */
    private static final long MAX_UNFORCED = 512 << 10;

    private final int blockBytes;
    private final Partition[] partitions;
    /** Random, so that clients who choose names cannot choose their partition. */
    private final long seed = new SecureRandom().nextLong() | 1;

    private @Nullable FileChannel file;
    private long size;
    private long forced;

    /** Writes the fields of one record. */
    @FunctionalInterface
    interface Fields {
        void write(DataOutputStream out) throws IOException;
    }

    /** Reads all fields of one record. */
    @FunctionalInterface
    interface Visitor {
        void read(DataInputStream in) throws IOException;
    }

    /** @param blockBytes bytes of a partition's records that are buffered; the last record may exceed them */
    Spill(int partitions, int blockBytes) {
        this.partitions = new Partition[partitions];
        this.blockBytes = blockBytes;
        Arrays.setAll(this.partitions, p -> new Partition());
    }

    private static final class Partition {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
        DataOutputStream out = new DataOutputStream(kept);
        /** The position of each block in the file and, in the last {@value #LENGTH_BITS} bits, its length. */
        long[] blocks = new long[0];

        int count;

        void forget() {
            kept = new ByteArrayOutputStream(0);
            out = new DataOutputStream(kept);
        }
    }

    int partitions() {
        return partitions.length;
    }

    /** The size of the file in bytes. */
    long size() {
        return size;
    }

    /** Adds a record to the partition of this name. */
    void add(String name, Fields fields) {
        Partition partition = partitions[indexOf(name)];
        try {
            fields.write(partition.out);
            if (partition.kept.size() >= blockBytes) {
                write(partition);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "no temporary file in " + System.getProperty("java.io.tmpdir") + ": " + e.getMessage(), e);
        }
    }

    /** Shows the records of a partition, in the order in which they were added. */
    void each(int index, Visitor visitor) {
        Partition partition = partitions[index];
        try {
            for (int i = 0; i < partition.count; i++) {
                visit(read(partition.blocks[i]), visitor);
            }
            visit(partition.kept.toByteArray(), visitor);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the temporary file: " + e.getMessage(), e);
        }
    }

    private static void visit(byte[] block, Visitor visitor) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(block));
        while (in.available() > 0) {
            visitor.read(in);
        }
    }

    private int indexOf(String name) {
        long hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash + name.charAt(i) + 1) * seed;
            hash ^= hash >>> HALF;
        }
        return (int) Long.remainderUnsigned(hash, partitions.length);
    }

    private void write(Partition partition) throws IOException {
        ByteBuffer block = ByteBuffer.wrap(partition.kept.toByteArray());
        if (partition.count == partition.blocks.length) {
            partition.blocks = Arrays.copyOf(partition.blocks, Math.max(FIRST_BLOCKS, 2 * partition.count));
        }
        partition.blocks[partition.count++] = size << LENGTH_BITS | block.remaining();
        FileChannel to = file();
        while (block.hasRemaining()) {
            size += to.write(block, size);
        }
        if (size - forced >= MAX_UNFORCED) {
            to.force(false);
            forced = size;
        }
        partition.forget(); // not reset(), which would keep the space of one large record
    }

    private byte[] read(long block) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) (block & (1L << LENGTH_BITS) - 1));
        long from = block >>> LENGTH_BITS;
        while (bytes.hasRemaining()) {
            if (file().read(bytes, from + bytes.position()) < 0) {
                throw new IOException("it was cut");
            }
        }
        return bytes.array();
    }

    private FileChannel file() throws IOException {
        FileChannel open = file;
        if (open == null) {
            Path path = Files.createTempFile("livetally-audit-", ".tmp");
            // On a POSIX system, DELETE_ON_CLOSE removes the name at once.
            open = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            file = open;
        }
        return open;
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void writeText(DataOutputStream out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    static void writeSeq(DataOutputStream out, Seq seq) throws IOException {
        out.writeLong(seq.ms());
        out.writeLong(seq.n());
    }

    static Seq readSeq(DataInputStream in) throws IOException {
        return new Seq(in.readLong(), in.readLong());
    }
}
