package org.livetally.intake.producers;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.likes.LikeTotal;
import org.livetally.wire.FieldReader;

/** Reads what only totals of likes say. */
final class LikesReader {
    static final String SOURCE = "source";
    static final String TOTAL = "total";

    /** Twenty sources with so many likes are still exact numbers in browsers and in Lua. */
    private static final long MAX_TOTAL = 1_000_000_000_000L;

    private final FieldReader fields;
    private @Nullable String source;
    private long total;
    private boolean hasSource;
    private boolean hasTotal;

    LikesReader(FieldReader fields) {
        this.fields = fields;
    }

    /** Reads the current field, one of the two. */
    void read(String field) throws IOException {
        fields.of(FieldReader.NO_MESSAGE);
        if (field.equals(SOURCE)) {
            hasSource = true;
            source = fields.text(SOURCE);
        } else {
            hasTotal = true;
            total = fields.integer(TOTAL, 0, MAX_TOTAL, Rule.INTEGER_RANGE);
        }
    }

    /**
     * The message.
     *
     * @param id as sent, to be echoed; null if there was none
     * @param stream null if it breaks its rule, or is missing
     */
    ProducerMessage message(@Nullable String id, @Nullable String stream) {
        fields.of(FieldReader.NO_MESSAGE);
        fields.require(SOURCE, hasSource);
        fields.require(TOTAL, hasTotal);
        Rejection rejection = fields.firstRejectionBesides();
        return rejection != null
                ? ProducerMessage.rejected(id, null, rejection)
                : ProducerMessage.of(
                        id, new LikeTotal(Objects.requireNonNull(stream), Objects.requireNonNull(source), total));
    }
}
