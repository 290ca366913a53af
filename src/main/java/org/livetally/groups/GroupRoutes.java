package org.livetally.groups;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiFunction;
import org.livetally.http.JsonBody;

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
        router.get(GROUPS).method(HttpMethod.HEAD).handler(shared::send);
        JsonBody.within(router.put(GROUPS), MAX_BODY_BYTES)
                .handler(request -> change(request, (input, before) -> input.replacing()));
        JsonBody.within(router.patch(GROUPS), MAX_BODY_BYTES).handler(request -> change(request, GroupInput::changing));
    }

    private void change(RoutingContext request, BiFunction<GroupInput, GroupTree, GroupTree> change) {
        // Not on the event loop: 5,000 groups would hold orders up.
        request.vertx()
                .executeBlocking(() -> GroupInput.of(JsonBody.of(request)), false)
                .compose(input -> changes.change(request.pathParam("stream"), before -> change.apply(input, before)))
                .onSuccess(groups -> JsonBody.answer(request, new JsonObject().put("groups", groups)))
                .onFailure(request::fail);
    }
}
