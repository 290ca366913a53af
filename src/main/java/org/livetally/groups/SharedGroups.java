package org.livetally.groups;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.domain.rule.Rule;
import org.livetally.http.EntityTag;
import org.livetally.http.SharedBodies;
import org.livetally.http.SharedBody;
import org.livetally.redis.client.RedisLink;
import org.livetally.streams.StreamDirectory;
import org.livetally.wire.GroupJson;
import org.livetally.wire.JsonBytes;

/** Encoded trees of groups, for the answers of one event loop. */
public final class SharedGroups {
    /** Several times the largest tree. */
    private static final long MAX_BYTES = 16 << 20;

    private final Vertx vertx;
    private final Groups groups;
    private final SharedBodies<String> trees;

    public SharedGroups(Vertx vertx, RedisLink redis) {
        this.vertx = vertx;
        this.groups = new Groups(redis);
        this.trees = new SharedBodies<>(new Trees(), MAX_BYTES, Rule.GROUPS_BUSY.reason());
    }

    private final class Trees implements SharedBodies.Source<String> {
        @Override
        public Future<EntityTag> tag(String stream) {
            return groups.tag(stream);
        }

        @Override
        public Future<SharedBody> read(String stream, EntityTag tag) {
            return groups.read(StreamDirectory.keys(stream))
                    .compose(stored -> vertx.executeBlocking(
                            () -> SharedBody.of(json(stored.tree()), "application/json", tag), false));
        }
    }

    private static byte[] json(GroupTree tree) {
        return JsonBytes.of(tree, (json, all) -> {
            json.writeStartObject();
            for (Map.Entry<String, Group> group : all.groups().entrySet()) {
                json.writeObjectFieldStart(group.getKey());
                GroupJson.writeFields(json, group.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    /** Answers with the tree of a stream. */
    void send(RoutingContext request) {
        trees.send(request, request.pathParam("stream"), null);
    }
}
