package org.livetally.groups;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiFunction;
import org.livetally.http.JsonBody;
import org.livetally.tables.TableFormat;

/** {@code /api/streams/:stream/groups}: operators change the tree; everybody may read that of a public stream. */
public final class GroupRoutes {
    /** Maximum size of a tree that is sent, in bytes: 5,000 groups with two names of 64 characters each. */
    private static final int MAX_BODY_BYTES = 4 << 20;

    private static final String GROUPS = "/api/streams/:stream/groups";

    private final SharedGroups shared;
    private final GroupChanges changes;

    public GroupRoutes(SharedGroups shared, GroupChanges changes) {
        this.shared = shared;
        this.changes = changes;
    }

    /** Adds the routes. Failures go to the router's failure handler. */
    public void mount(Router router) {
        router.get(GROUPS).method(HttpMethod.HEAD).handler(request -> shared.send(request, GroupForm.JSON));
        router.get(GROUPS + ".csv").handler(request -> shared.send(request, GroupForm.CSV));
        router.get(GROUPS + ".xlsx").handler(request -> shared.send(request, GroupForm.XLSX));
        JsonBody.within(router.put(GROUPS), MAX_BODY_BYTES)
                .handler(request -> change(request, (input, before) -> input.replacing()));
        JsonBody.within(router.patch(GROUPS), MAX_BODY_BYTES).handler(request -> change(request, GroupInput::changing));
    }

    private void change(RoutingContext request, BiFunction<GroupInput, GroupTree, GroupTree> change) {
        boolean dryRun = "true".equals(request.request().getParam("dryRun"));
        // Not on the event loop, since 5,000 groups would hold orders up; and one at a time for each.
        request.vertx()
                .executeBlocking(() -> input(request))
                .compose(input ->
                        changes.change(request.pathParam("stream"), before -> change.apply(input, before), dryRun))
                .onSuccess(changed -> JsonBody.answer(request, changed.json()))
                .onFailure(request::fail);
    }

    private static GroupInput input(RoutingContext request) {
        TableFormat format = TableFormat.of(request.request().getHeader(HttpHeaders.CONTENT_TYPE));
        Buffer body = request.body().buffer();
        return format == null
                ? GroupInput.of(JsonBody.of(request))
                : GroupInput.of(format, body == null ? Buffer.buffer() : body);
    }
}
