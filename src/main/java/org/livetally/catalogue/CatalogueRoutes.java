package org.livetally.catalogue;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.livetally.catalogue.SharedCatalogues.Form;
import org.livetally.http.JsonBody;
import org.livetally.tables.TableFormat;

/** {@code /api/streams/:stream/products}: operators change a catalogue; everybody may read that of a public stream. */
public final class CatalogueRoutes {
    private static final String PRODUCTS = "/api/streams/:stream/products";

    /** A way to change the catalogue of a stream. */
    @FunctionalInterface
    public interface Change {
        /**
         * Takes all products, or none.
         *
         * @param products sku to JSON
         * @return what was done, in numbers
         */
        Future<JsonObject> make(String stream, Map<String, String> products);
    }

    private final SharedCatalogues catalogues;
    private final Change replacement;
    private final Change upsert;

    /**
     * @param replacement makes the products all there are
     * @param upsert adds the products, or replaces those of their skus
     */
    public CatalogueRoutes(SharedCatalogues catalogues, Change replacement, Change upsert) {
        this.catalogues = catalogues;
        this.replacement = replacement;
        this.upsert = upsert;
    }

    /** Adds the routes. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.get(PRODUCTS).method(HttpMethod.HEAD).handler(request -> send(request, Form.JSON));
        JsonBody.within(router.put(PRODUCTS), JsonBody.MAX_CATALOGUE_BYTES)
                .handler(request -> change(request, replacement));
        JsonBody.within(router.post(PRODUCTS), JsonBody.MAX_CATALOGUE_BYTES)
                .handler(request -> change(request, upsert));
        router.get(PRODUCTS + ".csv").handler(request -> send(request, Form.CSV));
        router.get(PRODUCTS + ".xlsx").handler(request -> send(request, Form.XLSX));
    }

    private void send(RoutingContext request, Form form) {
        catalogues.send(request, request.pathParam("stream"), form);
    }

    private void change(RoutingContext request, Change change) {
        // Not on the event loop, since megabytes would hold orders up; and one at a time for each, since each takes
        // several times its bytes.
        request.vertx()
                .executeBlocking(() -> rows(request))
                .compose(rows -> change.make(request.pathParam("stream"), rows.products())
                        .recover(cause -> Future.failedFuture(rows.failure(cause))))
                .onSuccess(done -> JsonBody.answer(request, done))
                .onFailure(request::fail);
    }

    private static CatalogueRows rows(RoutingContext request) {
        TableFormat format = TableFormat.of(request.request().getHeader(HttpHeaders.CONTENT_TYPE));
        Buffer body = request.body().buffer();
        return format == null
                ? CatalogueRows.of(JsonBody.of(request))
                : CatalogueTable.read(format, body == null ? Buffer.buffer() : body);
    }
}
