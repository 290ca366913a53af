package org.livetally.acts.read;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.Seq;
import org.livetally.downloads.Download;
import org.livetally.http.JsonBody;
import org.livetally.http.QueryFields;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.tables.TablePage;

/** {@code /api/acts}: the operators' log, newest first, and as a table, oldest first. For operators of all streams. */
public final class ActRoutes {
    private static final int ROWS_AT_ONCE = 1_000;

    private final RedisLink redis;

    public ActRoutes(RedisLink redis) {
        this.redis = redis;
    }

    /** Adds the routes. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.get("/api/acts").handler(this::page);
        router.get("/api/acts.csv").handler(this::csv);
    }

    private void page(RoutingContext request) {
        Seq before = QueryFields.seq("before", request.queryParams().get("before"));
        int limit = QueryFields.limit("limit", request.queryParams().get("limit"));
        Request newest = Request.cmd(Command.XREVRANGE)
                .arg(StreamKeys.ACTS)
                .arg(before == null ? "+" : "(" + before)
                .arg("-")
                .arg("COUNT")
                .arg(limit + 1);
        redis.send(newest)
                .map(ActRoutes::entries)
                .onSuccess(entries -> JsonBody.answer(request, json(entries, limit)))
                .onFailure(error -> request.fail(RedisFailures.problem(error)));
    }

    private static JsonObject json(List<ActEntry> entries, int limit) {
        List<ActEntry> shown = entries.subList(0, Math.min(limit, entries.size()));
        JsonArray acts = new JsonArray();
        shown.forEach(entry -> acts.add(entry.json()));
        JsonObject page = new JsonObject().put("acts", acts);
        return entries.size() > limit
                ? page.put("next", shown.get(limit - 1).id().toString())
                : page;
    }

    private void csv(RoutingContext request) {
        Download.begin(
                        request,
                        Download.csv("livetally-acts.csv", ActEntry.COLUMNS),
                        List.of(new Download.Part<>("acts", () -> after(null))))
                .onFailure(error -> request.fail(RedisFailures.problem(error)));
    }

    private Future<TablePage<ActEntry>> after(@Nullable Seq last) {
        Request next = Request.cmd(Command.XRANGE)
                .arg(StreamKeys.ACTS)
                .arg(last == null ? "-" : "(" + last)
                .arg("+")
                .arg("COUNT")
                .arg(ROWS_AT_ONCE);
        return redis.send(next).map(ActRoutes::entries).map(rows -> {
            boolean more = rows.size() == ROWS_AT_ONCE;
            return TablePage.of(
                    rows, more ? () -> after(rows.get(rows.size() - 1).id()) : null);
        });
    }

    private static List<ActEntry> entries(Response reply) {
        return StreamSupport.stream(reply.spliterator(), false)
                .map(ActEntry::of)
                .toList();
    }
}
