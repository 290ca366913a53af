package org.livetally.boards;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.livetally.archive.ArchivedLedger;
import org.livetally.archive.ArchivedLedgers;
import org.livetally.domain.board.Board;
import org.livetally.ledger.count.CutReader;
import org.livetally.ledger.count.LedgerSource.Head;
import org.livetally.streams.Archived;

/** Boards of archived streams: what their ledgers come to, counted from their files once. One for each event loop. */
public final class ArchivedBoards {
    private static final int MAX_KEPT = 50;

    private final ArchivedLedgers ledgers;
    /** By the hash of the file and the version of the board. */
    private final Map<String, Future<Board>> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** @param ledgers of the node */
    public ArchivedBoards(ArchivedLedgers ledgers) {
        this.ledgers = ledgers;
    }

    /** The last board of a stream, but for what the ledger does not have of it. */
    Future<Board> read(String stream, Archived archived, BoardDecoder found) {
        String key = archived.sha256() + " " + found.version();
        Future<Board> known = kept.get(key);
        if (known != null && !known.failed()) {
            return known;
        }
        ArchivedLedger ledger = ledgers.of(stream, archived);
        Future<Board> counted = ledger.head().compose(head -> {
            Head now = new Head(found.settings(), Objects.requireNonNull(head).last(), head.tallies());
            return ledger.likes()
                    .compose(likes -> CutReader.of(ledger)
                            .at(head.last())
                            .compose(cut ->
                                    new CutBoard(ledger, now, likes).of(Objects.requireNonNull(cut), found.at())));
        });
        kept.put(key, counted);
        if (kept.size() > MAX_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return counted;
    }
}
