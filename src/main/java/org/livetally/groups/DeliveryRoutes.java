package org.livetally.groups;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.livetally.catalogue.Catalogue;
import org.livetally.catalogue.ProductField;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.read.LedgerReader;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;
import org.livetally.tables.Column;
import org.livetally.tables.TableFormat;

/** {@code /api/streams/:stream/deliveries.csv} and {@code .xlsx}, for operators: what each group is to be brought. */
public final class DeliveryRoutes {
    private static final List<Column<Row>> COLUMNS = List.of(
            Column.of("group", Row::group),
            Column.of("sku", Row::sku),
            Column.of("name", row -> ProductField.NAME.valueIn(row.product)),
            Column.of("quantity", Row::quantity),
            Column.of("unit", row -> ProductField.UNIT.valueIn(row.product)));

    private final Vertx vertx;
    private final RedisLink redis;
    private final StreamDirectory streams;
    private final Catalogue catalogue;

    public DeliveryRoutes(Vertx vertx, RedisLink redis, Catalogue catalogue) {
        this.vertx = vertx;
        this.redis = redis;
        this.streams = new StreamDirectory(redis);
        this.catalogue = catalogue;
    }

    /** Adds the routes. Failures go to the router's failure handler. */
    public void mount(Router router) {
        for (TableFormat format : TableFormat.values()) {
            router.get("/api/streams/:stream/deliveries." + format.extension())
                    .handler(request -> send(request, format));
        }
    }

    private void send(RoutingContext request, TableFormat format) {
        StreamKeys keys = StreamDirectory.keys(request.pathParam("stream"));
        Deliveries deliveries = new Deliveries();
        streams.require(keys)
                .compose(there -> LedgerReader.back(redis, keys, Seq.END, recorded -> {
                    deliveries.addEarlier(recorded.message());
                    return true;
                }))
                .compose(walked -> catalogue.read(keys))
                .compose(products -> vertx.executeBlocking(() -> write(format, deliveries, products.bySku())))
                .onSuccess(file -> send(request, keys, format, file))
                .onFailure(
                        error -> request.fail(RedisFailures.isPermanent(error) ? error : RedisFailures.problem(error)));
    }

    private record Row(String group, String sku, long quantity, JsonObject product) {}

    private static Buffer write(TableFormat format, Deliveries deliveries, Map<String, String> products) {
        Stream<Row> rows = deliveries.units().entrySet().stream()
                .flatMap(group -> group.getValue().entrySet().stream()
                        .map(of -> new Row(
                                group.getKey(),
                                of.getKey(),
                                of.getValue(),
                                new JsonObject(products.getOrDefault(of.getKey(), "{}")))));
        return Buffer.buffer(format.write(COLUMNS, rows));
    }

    private static void send(RoutingContext request, StreamKeys keys, TableFormat format, Buffer file) {
        String name = keys.stream() + "-deliveries." + format.extension();
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, format.contentType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .end(file)
                .onFailure(gone -> {});
    }
}
