package org.livetally.catalogue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.livetally.domain.rule.Rule;
import org.livetally.http.EntityTag;
import org.livetally.http.SharedBodies;
import org.livetally.http.SharedBody;

/**
 * Encoded catalogues, for the answers of one event loop. 10,000 phones ask each minute for a catalogue that hardly ever
 * changes, and may have megabytes. A request only reads the version from Redis.
 */
public final class SharedCatalogues {
    /** Twice the largest catalogue that can be sent to us, in one form. */
    public static final long MAX_BYTES = 32 << 20;

    /** The encoding of a catalogue. */
    enum Form {
        JSON("application/json") {
            @Override
            byte[] encode(Map<String, String> products) {
                StringBuilder text = new StringBuilder("{");
                products.forEach((sku, product) -> text.append(text.length() == 1 ? "" : ",")
                        .append(Json.encode(sku))
                        .append(':')
                        .append(product));
                return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
            }
        },
        CSV("text/csv; charset=utf-8") {
            @Override
            byte[] encode(Map<String, String> products) {
                return CatalogueCsv.write(products);
            }
        };

        private final String type;

        Form(String type) {
            this.type = type;
        }

        /** @param products sku to JSON */
        abstract byte[] encode(Map<String, String> products);
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
                            () -> SharedBody.of(key.form.encode(products), key.form.type, tag), false));
        }
    }

    /** The bytes that are held now, by us and by answers that are not read yet. */
    public long bytes() {
        return bodies.bytes();
    }

    /** Answers with the catalogue of a stream. */
    void send(RoutingContext context, String stream, Form form) {
        bodies.send(context, new Key(stream, form), form == Form.CSV ? stream + "-products.csv" : null);
    }
}
