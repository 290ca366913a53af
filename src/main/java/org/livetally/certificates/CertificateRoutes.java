package org.livetally.certificates;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.livetally.http.JsonBody;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.streams.StreamDirectory;

/**
 * {@code GET /api/streams/:stream/certificates/:order}: the numbers of an order. Everybody may read those of a public
 * stream.
 */
public final class CertificateRoutes {
    private final RedisLink redis;

    public CertificateRoutes(RedisLink redis) {
        this.redis = redis;
    }

    /** Adds the route. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.get("/api/streams/:stream/certificates/:order").handler(this::send);
    }

    private void send(RoutingContext request) {
        Certificate.read(redis, StreamDirectory.keys(request.pathParam("stream")), request.pathParam("order"))
                .onSuccess(certificate -> JsonBody.answer(request, certificate.json()))
                .onFailure(
                        error -> request.fail(RedisFailures.isPermanent(error) ? error : RedisFailures.problem(error)));
    }
}
