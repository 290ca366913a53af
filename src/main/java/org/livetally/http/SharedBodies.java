package org.livetally.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;

/**
 * Encoded answers of one event loop that hardly ever change: each is made once for each change, and shared by all
 * clients. A request only asks for the tag of what there is.
 *
 * <p>All bodies together, including those that are still being sent, have at most a given number of bytes. If all of
 * these are being sent, another one is refused, so strangers who do not read cannot make the process keep more.
 *
 * @param <K> what names a body
 */
public final class SharedBodies<K> {
    private final Source<K> source;
    private final long maxBytes;
    private final Reason busy;
    /** In the order of the last request. */
    private final Map<K, Held> current = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<K, Future<Held>> reading = new HashMap<>();
    /** The reading that began last. Only one runs at a time, since each takes several times its bytes while it runs. */
    private Future<?> last = Future.succeededFuture();

    /** Only the event loop changes it. */
    private final AtomicLong bytes = new AtomicLong();

    /** Where bodies come from. */
    public interface Source<K> {
        /** The tag of what there is now, without reading it. */
        Future<EntityTag> tag(K key);

        /**
         * Reads and encodes what there is now.
         *
         * @param tag the tag a moment before; the body has it
         */
        Future<SharedBody> read(K key, EntityTag tag);
    }

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

    /** @param busy why a body is refused that does not fit into {@code maxBytes} */
    public SharedBodies(Source<K> source, long maxBytes, Reason busy) {
        this.source = source;
        this.maxBytes = maxBytes;
        this.busy = busy;
    }

    /** The bytes that are held now, by us and by answers that are not read yet. */
    public long bytes() {
        return bytes.get();
    }

    /**
     * Answers with a body, or with 304.
     *
     * @param file the name under which a browser saves the answer; null to show it
     */
    public void send(RoutingContext context, K key, @Nullable String file) {
        source.tag(key)
                .onSuccess(tag -> {
                    if (!SharedBody.isHeld(context, tag, SharedBody.REVALIDATE)) {
                        held(key, tag)
                                .onSuccess(held -> send(context, held, file))
                                .onFailure(context::fail);
                    }
                })
                .onFailure(context::fail);
    }

    private void send(RoutingContext context, Held held, @Nullable String file) {
        if (file != null) {
            context.response().putHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"");
        }
        held.readers++;
        held.body.send(context, SharedBody.REVALIDATE).onComplete(sent -> {
            held.readers--;
            forgetUnlessUsed(held);
        });
    }

    private Future<Held> held(K key, EntityTag tag) {
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

    /** Asks for the tag first: what is read after it is as new or newer, and the next request finds that out. */
    private Future<Held> read(K key) {
        return source.tag(key).compose(tag -> source.read(key, tag)).map(body -> keep(key, body));
    }

    private Held keep(K key, SharedBody body) {
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
            throw Problem.of(503, busy);
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
