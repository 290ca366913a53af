package org.livetally.archive;

import java.util.List;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Fingerprint;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.Recorded;

/** Looks for the first entry of a ledger that cannot be as it was recorded, by the fingerprints of its messages. */
final class EntryCheck {
    private final String stream;
    private Seq last;
    private String what = "";

    /** @param last the id of the entry before the first one */
    EntryCheck(String stream, Seq last) {
        this.stream = stream;
        this.last = last;
    }

    boolean isDamaged() {
        return !what.isEmpty();
    }

    String what() {
        return what;
    }

    /** The id of the damaged entry; else of the last one that was seen. */
    String where() {
        return last.equals(Seq.START) ? "" : last.toString();
    }

    void next(LedgerLine line) {
        if (isDamaged()) {
            return;
        }
        Seq id = line.entry().id();
        if (!id.isAfter(last)) {
            what = "does not follow the one before it, " + last;
        } else if (!isAsRecorded(line)) {
            what = "its messages are not those of its fingerprints";
        }
        last = id;
    }

    private boolean isAsRecorded(LedgerLine line) {
        List<Recorded> recorded;
        try {
            recorded = line.entry().recorded(stream);
        } catch (IllegalStateException e) {
            return false;
        }
        if (recorded.size() != line.fingerprints().size()) {
            return false;
        }
        for (int i = 0; i < recorded.size(); i++) {
            if (!isOf(recorded.get(i).message(), line.fingerprints().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static String hex(LedgerEntry entry) {
        return Fingerprint.hex(entry.fingerprint());
    }

    /** Whether the time was part of what was sent is not in the ledger. */
    private static boolean isOf(Message message, String fingerprint) {
        return hex(LedgerEntry.of(message, message.at())).equals(fingerprint)
                || hex(LedgerEntry.of(message.at(Message.NO_TIME), message.at()))
                        .equals(fingerprint);
    }
}
