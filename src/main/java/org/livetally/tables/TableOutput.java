package org.livetally.tables;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A table's file while it is written, of which no more is in memory than what nobody has taken yet. For one thread at a
 * time.
 *
 * @param <R> a row
 */
public abstract class TableOutput<R> {
    /** How many rows, or messages of the ledger, there are between two marks. */
    public static final int MARKED = 1_000;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    /** Where the file is written to. */
    final ByteArrayOutputStream file() {
        return file;
    }

    final void write(CharSequence text) {
        file.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Adds rows. */
    public abstract void add(List<R> rows);

    /**
     * Says that another {@value #MARKED} things are in the file. A workbook is packed, so a client that is still receiving
     * one cannot count its rows; but an empty block of the packing, the bytes {@code 00 00 FF FF}, shows where a mark is.
     */
    public void mark() {}

    /** Ends the file. */
    abstract void end();

    /** What was written since this was called last; empty if nothing was. */
    public final byte[] take() {
        byte[] written = file.toByteArray();
        file.reset();
        return written;
    }

    /** Ends the file, and takes what is left of it. */
    public final byte[] takeLast() {
        end();
        return take();
    }
}
