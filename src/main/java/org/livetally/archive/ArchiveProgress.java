package org.livetally.archive;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * How far the archiving of a stream has come.
 *
 * @param messages of the ledger that the step has seen
 * @param of how many; 0 before it is known
 */
public record ArchiveProgress(Step step, long messages, long of) {
    /** What is done, in this order. */
    public enum Step {
        /** Redis is compared with its ledger. */
        AUDIT,
        /** The file is written. */
        WRITE,
        /** The file is read back. */
        CHECK,
        /** The file gets its name. */
        NAME,
        /** Redis is freed. */
        FREE,
        /** The stream is written back into Redis. */
        RESTORE,
        /** All is done. */
        DONE;

        private final String wire = name().toLowerCase(Locale.ROOT);
    }

    /** As clients have it. */
    public JsonObject json() {
        return new JsonObject().put("step", step.wire).put("messages", messages).put("of", of);
    }
}
