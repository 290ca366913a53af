package org.livetally.intake.files;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.livetally.domain.Sha256;
import org.livetally.domain.rule.Rule;

/** The ids that a file has had so far: each is met once, and the same message again is skipped. */
final class SeenIds {
    private final Findings findings;
    /** Of an id the row, in the lower half, and what was there. */
    private final LongMap rows = new LongMap();

    SeenIds(Findings findings) {
        this.findings = findings;
    }

    /**
     * Whether an id is met for the first time; otherwise the row is listed.
     *
     * @param content of the message
     */
    boolean isNew(long row, String field, String id, byte[] content) {
        long key = hash(id.getBytes(StandardCharsets.UTF_8));
        long what = hash(content) & ~0xffff_ffffL;
        long before = rows.get(key);
        if (before == LongMap.NONE) {
            rows.put(key, what | row);
            return true;
        }
        int first = (int) before;
        if ((before & ~0xffff_ffffL) == what) {
            findings.skip(row, field, Rule.IMPORT_SAME_ROW.reason((long) first));
        } else {
            findings.reject(row, field, Rule.IMPORT_ORDER_AGAIN.reason((long) first));
        }
        return false;
    }

    static long hash(byte[] bytes) {
        return ByteBuffer.wrap(Sha256.digest().digest(bytes)).getLong();
    }
}
