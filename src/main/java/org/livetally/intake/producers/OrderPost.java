package org.livetally.intake.producers;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;

/** One POST of orders; responds when every message has its answer: 503 if one of them must be sent again, else 200. */
final class OrderPost {
    private static final Logger LOG = Logger.getLogger(OrderPost.class.getName());
    static final int PAYLOAD_TOO_LARGE = 413;
    /** As of deliveries to connectors: many senders look at the status only, and what they send again counts once. */
    private static final int UNAVAILABLE = 503;

    private static final String RETRY_AFTER_S = "5";
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

    void answer(ProducerMessage message, Receipt receipt) {
        answers.add(message, receipt);
        respondIfComplete();
    }

    /** Refuses the body as a whole. */
    void refuse(Rejection rejection) {
        answers.refuse(rejection);
        respond(rejection.code() == Code.TOO_LARGE ? PAYLOAD_TOO_LARGE : 400);
    }

    private void respondIfComplete() {
        if (answers.size() != expected) {
            return;
        }
        boolean again = answers.hasRetry();
        if (again) {
            request.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_S);
        }
        respond(again ? UNAVAILABLE : 200);
    }

    private void respond(int status) {
        if (!request.response().closed()) {
            request.response().setStatusCode(status).putHeader("Content-Type", "application/json");
            request.end(Buffer.buffer(answers.take())).onFailure(e -> LOG.log(Level.FINE, "a producer left", e));
        }
    }
}
