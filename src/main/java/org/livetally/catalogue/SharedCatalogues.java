package org.livetally.catalogue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.EntityTag;
import org.livetally.http.SharedBodies;
import org.livetally.http.SharedBody;
import org.livetally.tables.TableFormat;

/**
 * Encoded catalogues, for the answers of one event loop. 10,000 phones ask each minute for a catalogue that hardly ever
 * changes, and may have megabytes. A request only reads the version from Redis.
 */
public final class SharedCatalogues {
    /** Twice the largest catalogue that can be sent to us, in one form. */
    public static final long MAX_BYTES = 32 << 20;

    /** The encoding of a catalogue: JSON, or a file for spreadsheets. */
    enum Form {
        JSON(null),
        CSV(TableFormat.CSV),
        XLSX(TableFormat.XLSX);

        private final @Nullable TableFormat table;

        Form(@Nullable TableFormat table) {
            this.table = table;
        }

        String contentType() {
            return table == null ? "application/json" : table.contentType();
        }

        /** @param products sku to JSON */
        byte[] encode(Map<String, String> products) {
            return table == null ? json(products) : CatalogueTable.write(table, products);
        }

        private static byte[] json(Map<String, String> products) {
            StringBuilder text = new StringBuilder("{");
            products.forEach((sku, product) -> text.append(text.length() == 1 ? "" : ",")
                    .append(Json.encode(sku))
                    .append(':')
                    .append(product));
            return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    private record Key(String stream, Form form) {}

    private final Vertx vertx;
    private final Catalogue catalogue;
    private final SharedBodies<Key> bodies;

    public SharedCatalogues(Vertx vertx, Catalogue catalogue) {
        this(vertx, catalogue, MAX_BYTES);
    }

    public SharedCatalogues(Vertx vertx, Catalogue catalogue, long maxBytes) {
        this.vertx = vertx;
        this.catalogue = catalogue;
        this.bodies = new SharedBodies<>(new Products(), maxBytes, Rule.CATALOGUES_BUSY.reason());
    }

    private final class Products implements SharedBodies.Source<Key> {
        @Override
        public Future<EntityTag> tag(Key key) {
            return catalogue.tag(key.stream);
        }

        @Override
        public Future<SharedBody> read(Key key, EntityTag tag) {
            return catalogue
                    .products(key.stream)
                    .compose(products -> vertx.executeBlocking(
                            () -> SharedBody.of(key.form.encode(products), key.form.contentType(), tag), false));
        }
    }

    /** The bytes that are held now, by us and by answers that are not read yet. */
    public long bytes() {
        return bodies.bytes();
    }

    /** Answers with the catalogue of a stream. */
    void send(RoutingContext context, String stream, Form form) {
        String file = form.table == null ? null : stream + "-products." + form.table.extension();
        bodies.send(context, new Key(stream, form), file);
    }
}
