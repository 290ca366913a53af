package org.livetally.intake.files;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.OrderSink;
import org.livetally.domain.rule.Rule;
import org.livetally.http.JsonBody;
import org.livetally.http.Problem;
import org.livetally.http.guard.RequestDeadline;
import org.livetally.metrics.Metrics;
import org.livetally.notify.Event;
import org.livetally.notify.Events;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;

/**
 * Imports files, on one event loop: takes the file, reads all of it on a thread of its own, and shows what it holds, or
 * records it if nothing is wrong with it.
 */
final class Imports {
    private static final Logger LOG = Logger.getLogger(Imports.class.getName());
    private static final String THREAD = "livetally-import";

    private final Vertx vertx;
    private final Means means;
    private final ImportSlot slot;
    private final KeptMapping kept;
    /** One thread for all event loops of the node. */
    private final WorkerExecutor worker;

    /** What it works with. */
    record Means(RedisLink redis, OrderSink sink, InstantSource clock, Metrics metrics) {}

    Imports(Vertx vertx, Means means, ImportSlot slot, KeptMapping kept) {
        this.vertx = vertx;
        this.means = means;
        this.slot = slot;
        this.kept = kept;
        this.worker = vertx.createSharedWorkerExecutor(THREAD, 1, 1, TimeUnit.HOURS);
    }

    /** A file that has arrived, and what is known of how to read it. */
    private record Arrived(ImportRequest asked, StreamFacts stream, SalesFile file, MappingChoice choice, long now) {
        /** The same in the second reading as in the first. */
        SalesFile.Reading read(Consumer<FileEntry> entries) throws IOException {
            return file.read(asked, stream, choice, now, entries);
        }
    }

    /** Answers a request to import a file, or to show it. */
    void handle(RoutingContext request) {
        ImportRequest asked = ImportRequest.of(request);
        StreamKeys keys = StreamDirectory.keys(asked.stream());
        if (!slot.take()) {
            throw Problem.of(503, Rule.IMPORT_RUNNING.reason());
        }
        RequestDeadline.streams(request.request());
        Promise<Void> left = Promise.promise(); // the client may leave at any time from here on
        request.request().exceptionHandler(gone -> left.tryFail(Problem.of(400)));
        request.request().pause();
        Spool.open(vertx)
                .compose(spool ->
                        take(request, asked, keys, spool, left.future()).onComplete(done -> spool.close()))
                .onComplete(done -> slot.free())
                .onFailure(cause -> {
                    request.request().resume(); // it must be read to its end, whoever needs it
                    request.fail(cause);
                });
    }

    private Future<Void> take(
            RoutingContext request, ImportRequest asked, StreamKeys keys, Spool spool, Future<Void> left) {
        return StreamFacts.read(means.redis, keys)
                .compose(stream -> kept.read(keys)
                        .compose(mapping -> body(request, spool, left)
                                .compose(written ->
                                        worker.executeBlocking(() -> arrived(asked, stream, spool, mapping)))))
                .compose(arrived -> arrived.file.isReadable()
                        ? worker.executeBlocking(() -> arrived.read(entry -> {}))
                                .compose(reading -> answer(request, arrived, reading))
                        : worker.executeBlocking(() -> Preview.ofUnreadable(arrived.file))
                                .compose(preview -> show(request, asked, preview)));
    }

    private static Future<Void> body(RoutingContext request, Spool spool, Future<Void> left) {
        if (request.request().headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            request.response().writeContinue().onFailure(gone -> {}); // as curl asks before it sends a long body
        }
        return spool.take(request.request(), left);
    }

    private Arrived arrived(ImportRequest asked, StreamFacts stream, Spool spool, @Nullable JsonObject mapping)
            throws IOException {
        Mapping.of(asked.mapping()); // refused before the file is read
        return new Arrived(
                asked,
                stream,
                SalesFile.of(spool, asked.encoding()),
                new MappingChoice(asked.mapping(), mapping),
                means.clock.millis());
    }

    private static Future<Void> show(RoutingContext request, ImportRequest asked, JsonObject preview) {
        if (!asked.dryRun()) {
            return Future.failedFuture(Problem.invalidField("encoding", Rule.IMPORT_ENCODING.reason()));
        }
        JsonBody.answer(request, preview);
        return Future.succeededFuture();
    }

    private Future<Void> answer(RoutingContext request, Arrived arrived, SalesFile.Reading reading) {
        Findings findings = reading.findings();
        if (arrived.asked.dryRun()) {
            return worker.executeBlocking(() -> Preview.of(arrived.file, reading, arrived.stream))
                    .compose(preview -> show(request, arrived.asked, preview));
        }
        if (!findings.isGood()) {
            return Future.failedFuture(Problem.invalidRows(findings.errors));
        }
        if (arrived.asked.sum() == null || arrived.asked.sum() != findings.sum) {
            return Future.failedFuture(
                    Problem.of(409, Rule.IMPORT_SUM.reason(findings.sum, String.valueOf(arrived.asked.sum()))));
        }
        return keep(arrived, reading).compose(kept -> record(request, arrived, findings));
    }

    private Future<Void> keep(Arrived arrived, SalesFile.Reading reading) {
        Mapping mapping = reading.table() == null ? null : reading.table().mapping();
        return mapping == null
                ? Future.succeededFuture()
                : kept.keep(new StreamKeys(arrived.stream.id()), mapping.whole());
    }

    private Future<Void> record(RoutingContext request, Arrived arrived, Findings findings) {
        Outcome outcome = new Outcome(findings.messages);
        Feed feed = new Feed(vertx, recording(arrived), outcome);
        ProgressAnswer answer = new ProgressAnswer(vertx, request, outcome, feed::stop);
        return worker.executeBlocking(() -> {
                    arrived.read(feed);
                    feed.end();
                    return outcome;
                })
                .onSuccess(recorded -> tell(request, arrived, outcome))
                .transform(read -> answer.end(read.failed() ? feed.cause(read.cause()) : null));
    }

    /** An event that cannot be told costs nobody an order. */
    private void tell(RoutingContext request, Arrived arrived, Outcome outcome) {
        String name = request.request().getParam("name", "");
        Event event = Event.importFinished(
                UUID.randomUUID().toString(), arrived.stream.id(), name, means.clock.millis(), outcome.progress());
        new Events(means.redis, InstantSource.system())
                .tell(event)
                .onFailure(e -> LOG.log(Level.FINE, "the end of an import could not be told", e));
    }

    private Recording.Means recording(Arrived arrived) {
        return new Recording.Means(means.redis, means.sink, means.metrics.orders, new StreamKeys(arrived.stream.id()));
    }
}
