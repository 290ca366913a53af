package org.livetally.groups;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.http.EntityTag;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;
import org.livetally.streams.StreamDirectory;
import org.livetally.wire.GroupJson;

/** Reads trees of groups from Redis. */
final class Groups {
    /** The setting that holds the seq of the message that changed the tree last. */
    static final String EDITION = "groupsEdition";

    private final RedisLink redis;

    Groups(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * A tree as it was at one moment.
     *
     * @param edition the seq of the message that changed it last; empty if none did
     */
    record Stored(String edition, GroupTree tree) {}

    /**
     * The tag of the current tree, without reading it; each change makes another tag. Fails with 404 if there is no such
     * stream.
     */
    Future<EntityTag> tag(String stream) {
        Request version = Request.cmd(Command.HMGET)
                .arg(StreamDirectory.keys(stream).settings())
                .arg("createdAt")
                .arg(EDITION)
                .arg(Archived.SETTING);
        return RedisFailures.orUnavailable(redis.send(version)).map(fields -> {
            if (fields.get(0) == null) {
                throw StreamDirectory.unknown(stream);
            }
            if (fields.get(2) != null) {
                throw StreamDirectory.archived(stream);
            }
            return new EntityTag("\"" + fields.get(0) + "-" + Objects.requireNonNullElse(fields.get(1), 0) + "\"");
        });
    }

    /** Reads the tree; once more if it is changed meanwhile. It is empty if there is no such stream. */
    Future<Stored> read(StreamKeys keys) {
        Future<String> before = edition(keys);
        Future<Response> tree = redis.send(Request.cmd(Command.HGETALL).arg(keys.groupTree()));
        Future<String> after = edition(keys);
        return RedisFailures.orUnavailable(Future.all(before, tree, after))
                .compose(all -> before.result().equals(after.result())
                        ? Future.succeededFuture(new Stored(before.result(), tree(tree.result())))
                        : read(keys));
    }

    private Future<String> edition(StreamKeys keys) {
        return redis.send(Request.cmd(Command.HGET).arg(keys.settings()).arg(EDITION))
                .map(edition -> edition == null ? "" : edition.toString());
    }

    private static GroupTree tree(Response hash) {
        Map<String, Group> groups = new HashMap<>();
        for (int i = 0; i + 1 < hash.size(); i += 2) { // by position: a look-up by name searches the whole reply
            groups.put(hash.get(i).toString(), GroupJson.of(hash.get(i + 1).toString()));
        }
        return new GroupTree(groups);
    }
}
