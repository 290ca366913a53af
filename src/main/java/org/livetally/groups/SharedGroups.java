package org.livetally.groups;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import org.livetally.domain.rule.Rule;
import org.livetally.http.EntityTag;
import org.livetally.http.SharedBodies;
import org.livetally.http.SharedBody;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;

/**
 * Encoded trees of groups and their figures, for the answers of one event loop. Figures are read every two seconds at
 * most, however many walls show them.
 */
public final class SharedGroups {
    /** Several times the largest tree with its figures. */
    private static final long MAX_BYTES = 32 << 20;

    private final Vertx vertx;
    private final Groups groups;
    private final RedisLink redis;
    private final FigureTags tags;
    private final SharedBodies<Key> bodies;

    private record Key(String stream, boolean figures, GroupForm form) {}

    public SharedGroups(Vertx vertx, RedisLink redis) {
        this.vertx = vertx;
        this.groups = new Groups(redis);
        this.redis = redis;
        this.tags = new FigureTags(redis, groups);
        this.bodies = new SharedBodies<>(new Source(), MAX_BYTES, Rule.GROUPS_BUSY.reason());
    }

    private final class Source implements SharedBodies.Source<Key> {
        @Override
        public Future<EntityTag> tag(Key key) {
            return key.figures ? tags.tag(key.stream) : groups.tag(key.stream);
        }

        @Override
        public Future<SharedBody> read(Key key, EntityTag tag) {
            StreamKeys keys = StreamDirectory.keys(key.stream);
            return groups.read(keys)
                    .compose(stored -> key.figures
                            ? RedisFailures.orUnavailable(new FigureReader(redis, keys).read(stored.tree()))
                                    .compose(bought -> vertx.executeBlocking(
                                            () -> key.form.encode(GroupFigures.of(stored.tree(), bought)), false))
                            : vertx.executeBlocking(() -> key.form.encode(stored.tree()), false))
                    .map(bytes -> SharedBody.of(bytes, key.form.contentType(), tag));
        }
    }

    /** Answers with the tree of a stream, or with the figures of all its groups, if {@code ?figures=true} asks for them. */
    void send(RoutingContext request, GroupForm form) {
        String stream = request.pathParam("stream");
        boolean figures = "true".equals(request.request().getParam("figures"));
        bodies.send(request, new Key(stream, figures, form), form.file(stream, figures ? "group-figures" : "groups"));
    }
}
