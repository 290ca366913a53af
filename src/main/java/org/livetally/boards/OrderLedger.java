package org.livetally.boards;

import io.vertx.core.Future;
import java.util.function.Function;
import org.livetally.domain.board.PaidPage;
import org.livetally.domain.order.Seq;

/**
 * Where the paid orders of streams are read.
 *
 * @param last reads the newest place of a stream's ledger
 * @param after reads the orders that were paid after a place
 */
public record OrderLedger(Function<String, Future<Seq>> last, PageReader after) {

    /** Reads the orders worth at least {@code min} that were paid after a place in a ledger. */
    @FunctionalInterface
    public interface PageReader {
        Future<PaidPage> read(String stream, Seq from, Seq upTo, long min);
    }
}
