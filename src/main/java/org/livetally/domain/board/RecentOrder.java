package org.livetally.domain.board;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;

/**
 * A newly paid order on a board. Immutable. It keeps the bytes that are shown: they are encoded once, when the order is recorded,
 * and a busy board has twenty new ones a tick.
 */
public final class RecentOrder {
    private static final Comparator<RecentOrder> NEWEST_FIRST = Comparator.comparing(RecentOrder::seq)
            .thenComparing(order -> order.kept, Arrays::compareUnsigned)
            .reversed();

    private static final byte[] SEQ = "{\"seq\":\"".getBytes(UTF_8);
    private static final byte[] AFTER_SEQ = "\",".getBytes(UTF_8);

    private final Seq seq;
    private final byte[] kept;

    /** Where the JSON begins. */
    private final int json;

    /**
     * @param kept {@code <seq> <json>} in UTF-8: the place in the ledger where it became paid, and the order as screens get it,
     *     a JSON object without its {@code seq}; nobody may change it
     * @throws IllegalArgumentException if it has another form
     */
    public RecentOrder(byte[] kept) {
        int space = 0;
        while (space < kept.length && kept[space] != ' ') {
            space++;
        }
        if (space + 2 >= kept.length || kept[space + 1] != '{' || kept[space + 2] != '"') {
            throw new IllegalArgumentException("not the JSON of an order: " + new String(kept, UTF_8));
        }
        this.kept = kept;
        this.json = space + 1;
        this.seq = Seq.parse(new String(kept, 0, space, UTF_8));
    }

    public RecentOrder(Seq seq, String json) {
        this((seq + " " + json).getBytes(UTF_8));
    }

    public Seq seq() {
        return seq;
    }

    /** The order as screens get it, a JSON object without its {@code seq}. */
    public String json() {
        return new String(kept, json, kept.length - json, UTF_8);
    }

    /** Writes the order as screens get it, with its {@code seq}: a JSON object in UTF-8. */
    public void write(OutputStream out) throws IOException {
        out.write(SEQ);
        out.write(kept, 0, json - 1);
        out.write(AFTER_SEQ);
        out.write(kept, json + 1, kept.length - json - 1); // without its first brace
    }

    /** The newest orders of both boards, newest first. */
    static List<RecentOrder> newest(List<RecentOrder> some, List<RecentOrder> others) {
        return Stream.concat(some.stream(), others.stream())
                .sorted(NEWEST_FIRST)
                .limit(Board.MAX_RECENT)
                .toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecentOrder order && Arrays.equals(kept, order.kept);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(kept);
    }

    @Override
    public String toString() {
        return new String(kept, UTF_8);
    }
}
