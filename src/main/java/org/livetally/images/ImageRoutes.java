package org.livetally.images;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.livetally.domain.rule.Rule;
import org.livetally.http.JsonBody;
import org.livetally.http.SharedBodies;

/** {@code /api/streams/:stream/images}: operators change pictures; everybody may see those of a public stream. */
public final class ImageRoutes {
    private static final String IMAGES = "/api/streams/:stream/images";
    private static final String IMAGE = IMAGES + "/:name";

    /** Maximum size of the pictures that an event loop holds and sends, in bytes: 32 of the largest. */
    private static final long MAX_SHARED_BYTES = 16 << 20;

    private final Images images;
    private final SharedBodies<Images.Key> shared;

    public ImageRoutes(Images images) {
        this.images = images;
        this.shared = new SharedBodies<>(images, MAX_SHARED_BYTES, Rule.IMAGES_BUSY.reason());
    }

    /** Adds the routes. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.get(IMAGES)
                .handler(request -> images.list(request.pathParam("stream"))
                        .onSuccess(list -> JsonBody.answer(request, list))
                        .onFailure(request::fail));
        router.get(IMAGE).method(HttpMethod.HEAD).handler(request -> shared.send(request, key(request), null));
        JsonBody.within(router.put(IMAGE), Images.MAX_IMAGE_BYTES).handler(this::put);
        router.delete(IMAGE)
                .handler(request -> images.remove(key(request))
                        .onSuccess(removed ->
                                request.response().setStatusCode(204).end().onFailure(gone -> {}))
                        .onFailure(request::fail));
    }

    private void put(RoutingContext request) {
        Buffer body = request.body().buffer();
        images.put(key(request), body == null ? new byte[0] : body.getBytes())
                .onSuccess(facts -> JsonBody.answer(request, facts))
                .onFailure(request::fail);
    }

    private static Images.Key key(RoutingContext request) {
        return new Images.Key(request.pathParam("stream"), request.pathParam("name"));
    }
}
