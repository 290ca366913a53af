package org.livetally.intake.producers;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;

/** One POST of orders; responds when every message has its answer. */
final class OrderPost {
    private static final Logger LOG = Logger.getLogger(OrderPost.class.getName());
    static final int PAYLOAD_TOO_LARGE = 413;
    private static final int UNKNOWN = -1;

    private final RoutingContext request;
    private final Answers answers = new Answers();
    private int expected = UNKNOWN;

    OrderPost(RoutingContext request) {
        this.request = request;
    }

    /** Says how many answers to wait for; some may have arrived already. */
    void expect(int messages) {
        expected = messages;
        respondIfComplete();
    }

    void answer(@Nullable String id, Receipt receipt) {
        answers.add(id, receipt);
        respondIfComplete();
    }

    /** Refuses the body as a whole. */
    void refuse(Rejection rejection) {
        answers.add(null, rejection);
        respond(rejection.code() == Code.TOO_LARGE ? PAYLOAD_TOO_LARGE : 400);
    }

    private void respondIfComplete() {
        if (answers.size() == expected) {
            respond(200);
        }
    }

    private void respond(int status) {
        if (!request.response().closed()) {
            request.response().setStatusCode(status).putHeader("Content-Type", "application/json");
            request.end(Buffer.buffer(answers.take())).onFailure(e -> LOG.log(Level.FINE, "a producer left", e));
        }
    }
}
