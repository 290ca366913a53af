package org.livetally.boards;

import static org.livetally.boards.PatchField.number;
import static org.livetally.boards.PatchField.text;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardLedger;
import org.livetally.domain.board.BoardLedger.Sealed;

/** The section {@code ledger}: how far the ledger has come, and the newest audit with its seal. */
final class LedgerPatch {
    private static final List<PatchField<BoardLedger, String>> LEDGER = List.of(
            text("seq", ledger -> ledger.seq() == null ? null : ledger.seq().toString()));

    private static final List<PatchField<Sealed, ?>> SEALED = List.of(
            text("seq", audit -> audit.seq().toString()),
            text("sha256", Sealed::sha256),
            number("at", Sealed::at),
            number("differences", Sealed::differences));

    private LedgerPatch() {}

    static void write(MergePatchWriter out, @Nullable BoardLedger now, @Nullable BoardLedger before)
            throws IOException {
        PatchField.write(LEDGER, out, now, before);
        Sealed sealed = now == null ? null : now.sealed();
        Sealed known = before == null ? null : before.sealed();
        if (sealed != null) {
            out.start("sealed", known == null);
            PatchField.write(SEALED, out, sealed, known);
            out.end();
        } else if (known != null) {
            out.gone("sealed");
        }
    }
}
