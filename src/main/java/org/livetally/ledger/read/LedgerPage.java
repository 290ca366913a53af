package org.livetally.ledger.read;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Seq;
import org.livetally.domain.order.StreamEvent.CatalogueChange;
import org.livetally.domain.order.StreamEvent.GroupsChange;
import org.livetally.ledger.Recorded;
import org.livetally.wire.JsonBytes;
import org.livetally.wire.LedgerJson;

/**
 * A page of a ledger.
 *
 * <p>A page with filters may be empty and still have a {@code next}: no question of an operator may hold up the link
 * that orders share, so each page reads a bounded number of messages. {@link LedgerReader} asks Redis for as many
 * entries as are likely to make half a mebibyte, since an entry may hold one message or a thousand.
 *
 * @param next where the following page begins; null if there is none
 */
record LedgerPage(List<Recorded> messages, @Nullable Seq next) {
    /** Maximum of messages that are read for one page with filters, however rare the match. */
    static final int MAX_SCANNED = 2_000;

    /** Maximum of lines of orders on a page: a message has one line or a hundred, and a page is held in memory. */
    static final int MAX_LINES = 5_000;

    /** Reads a page. */
    static Future<LedgerPage> read(LedgerWalk ledger, LedgerQuery query) {
        return basis(ledger, query).compose(basis -> {
            Draft draft = new Draft(query, basis);
            Future<Void> read =
                    query.newestFirst() ? ledger.back(query.from(), draft::add) : ledger.on(query.from(), draft::add);
            return read.map(walked -> new LedgerPage(draft.messages, draft.next));
        });
    }

    private static Future<Basis> basis(LedgerWalk ledger, LedgerQuery query) {
        return query.filter().isJudged() ? ledger.basis() : Future.succeededFuture(new Basis(ZoneOffset.UTC));
    }

    private static final class Draft {
        final LedgerQuery query;
        final Basis basis;
        final List<Recorded> messages = new ArrayList<>();
        private int scanned;
        private int lines;
        private Seq last;

        @Nullable
        Seq next;

        Draft(LedgerQuery query, Basis basis) {
            this.query = query;
            this.basis = basis;
            this.last = query.from();
        }

        /** Ends the page with the first message that it has no room for: only then is there a next page. */
        boolean add(Recorded recorded) {
            if (messages.size() == query.limit() || scanned == MAX_SCANNED || lines >= MAX_LINES) {
                next = last;
                return false;
            }
            scanned++;
            last = recorded.seq();
            if (query.filter().admits(recorded, basis)) {
                messages.add(recorded);
                lines += lines(recorded.message());
            }
            return true;
        }

        private static int lines(Message message) {
            return switch (message.type()) {
                case ORDER -> ((Order) message).lines().size();
                case CATALOGUE -> ((CatalogueChange) message).products().size();
                case GROUPS -> ((GroupsChange) message).groups().size();
                case PAYMENT, CANCELLATION, REFUND, STOCK, SHOW, DEAL, DELIVERY, DEAL_CANCELLATION, ERASURE, LOSS -> 1;
            };
        }
    }

    Buffer json() {
        return Buffer.buffer(JsonBytes.of(this, LedgerPage::write));
    }

    private static void write(JsonGenerator json, LedgerPage page) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("messages");
        for (Recorded recorded : page.messages) {
            LedgerJson.show(json, recorded.seq(), recorded.message());
        }
        json.writeEndArray();
        if (page.next != null) {
            json.writeStringField("next", page.next.toString());
        }
        json.writeEndObject();
    }
}
