package org.livetally.catalogue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.livetally.domain.rule.Rule;
import org.livetally.http.EntityTag;
import org.livetally.http.Problem;
import org.livetally.http.SharedBody;

/**
 * Encoded catalogues, for the answers of one event loop: read and encoded once for each change, and shared by all
 * clients. 10,000 phones ask each minute for a catalogue that hardly ever changes, and may have megabytes. A request
 * only reads the version from Redis.
 *
 * <p>All catalogues together, including those that are still being sent, have at most {@link #MAX_BYTES} bytes. If all
 * of these are being sent, another one is refused, so strangers who do not read cannot make the process keep more.
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

    private static final class Held {
        private final SharedBody body;
        private int readers;
        /** Whether new requests get this one. */
        private boolean current = true;

        Held(SharedBody body) {
            this.body = body;
        }

        boolean isOf(EntityTag tag) {
            return body.etag().equals(tag);
        }
    }

    private final Vertx vertx;
    private final Catalogue catalogue;
    private final long maxBytes;
    /** In the order of the last request. */
    private final Map<Key, Held> current = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<Key, Future<Held>> reading = new HashMap<>();
    /** The reading that began last. Only one runs at a time, since each takes several times its bytes while it runs. */
    private Future<?> last = Future.succeededFuture();

    /** Only the event loop changes it. */
    private final AtomicLong bytes = new AtomicLong();

    public SharedCatalogues(Vertx vertx, Catalogue catalogue) {
        this(vertx, catalogue, MAX_BYTES);
    }

    public SharedCatalogues(Vertx vertx, Catalogue catalogue, long maxBytes) {
        this.vertx = vertx;
        this.catalogue = catalogue;
        this.maxBytes = maxBytes;
    }

    /** The bytes that are held now, by us and by answers that are not read yet. */
    public long bytes() {
        return bytes.get();
    }

    /** Answers with the catalogue of a stream. */
    void send(RoutingContext context, String stream, Form form) {
        catalogue
                .tag(stream)
                .onSuccess(tag -> {
                    if (!SharedBody.isHeld(context, tag, SharedBody.REVALIDATE)) {
                        held(new Key(stream, form), tag)
                                .onSuccess(held -> send(context, stream, form, held))
                                .onFailure(context::fail);
                    }
                })
                .onFailure(context::fail);
    }

    private void send(RoutingContext context, String stream, Form form, Held held) {
        if (form == Form.CSV) {
            context.response()
                    .putHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + stream + "-products.csv\"");
        }
        held.readers++;
        held.body.send(context, SharedBody.REVALIDATE).onComplete(sent -> {
            held.readers--;
            forgetUnlessUsed(held);
        });
    }

    private Future<Held> held(Key key, EntityTag tag) {
        Held held = current.get(key);
        if (held != null && held.isOf(tag)) {
            return Future.succeededFuture(held);
        }
        Future<Held> underway = reading.get(key);
        if (underway != null) { // it began before this request, so it may show an earlier version
            return underway.compose(read -> read.isOf(tag) ? Future.succeededFuture(read) : held(key, tag));
        }
        Future<Held> begun = last.otherwiseEmpty().compose(free -> read(key));
        last = begun;
        reading.put(key, begun);
        return begun.onComplete(done -> reading.remove(key, begun));
    }

    /** Reads the tag first: the catalogue read after it is as new or newer, and the next request finds that out. */
    private Future<Held> read(Key key) {
        return catalogue
                .tag(key.stream)
                .compose(tag -> catalogue
                        .products(key.stream)
                        .compose(products -> vertx.executeBlocking(
                                () -> SharedBody.of(key.form.encode(products), key.form.type, tag), false)))
                .map(body -> keep(key, body));
    }

    private Held keep(Key key, SharedBody body) {
        Held held = new Held(body);
        bytes.addAndGet(body.size());
        Held before = current.put(key, held);
        if (before != null) {
            drop(before);
        }
        Iterator<Held> oldest = current.values().iterator();
        while (bytes.get() > maxBytes && oldest.hasNext()) {
            Held next = oldest.next();
            if (next.readers == 0 && next != held) {
                oldest.remove();
                drop(next);
            }
        }
        if (bytes.get() > maxBytes) {
            current.remove(key);
            drop(held);
            throw Problem.of(503, Rule.CATALOGUES_BUSY.reason());
        }
        return held;
    }

    private void drop(Held held) {
        held.current = false;
        forgetUnlessUsed(held);
    }

    private void forgetUnlessUsed(Held held) {
        if (!held.current && held.readers == 0) {
            bytes.addAndGet(-held.body.size());
        }
    }
}
