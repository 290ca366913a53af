package org.livetally.groups;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardHints;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.WriteGate;
import org.livetally.http.Problem;
import org.livetally.ledger.loss.AckMemory;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;

/**
 * Changes trees of groups, all or nothing. A change is planned for the tree that was read; if somebody else was faster,
 * it is planned again. On one event loop.
 */
public final class GroupChanges {
    private final Vertx vertx;
    private final RedisLink redis;
    private final InstantSource clock;
    private final Node node;
    private final Groups groups;

    /**
     * What a change asks of its node, and tells it.
     *
     * @param gate refuses changes while it is closed
     * @param acks what the ledger must hold
     * @param hints is told the id of each stream that was changed here
     */
    public record Node(WriteGate gate, AckMemory acks, BoardHints hints) {}

    public GroupChanges(Vertx vertx, RedisLink redis, InstantSource clock, Node node) {
        this.vertx = vertx;
        this.redis = redis;
        this.clock = clock;
        this.node = node;
        this.groups = new Groups(redis);
    }

    /**
     * What a change did.
     *
     * @param groups how many there are now
     * @param changed how many of them changed, came, or went
     */
    record Changed(int groups, int changed) {
        JsonObject json() {
            return new JsonObject().put("groups", groups).put("changed", changed);
        }
    }

    /**
     * Changes a tree.
     *
     * @param change makes the next tree of the current one, or throws a {@link Problem}; it runs on a worker, perhaps
     *     several times
     * @param dryRun whether to tell only what would be done
     */
    Future<Changed> change(String stream, UnaryOperator<GroupTree> change, boolean dryRun) {
        StreamKeys keys = StreamDirectory.keys(stream);
        AckMemory.Asked asked = node.acks.of(stream);
        if (asked.isLost()) {
            throw AckMemory.wentBack();
        }
        return groups.read(keys)
                .compose(before -> vertx.executeBlocking(() -> plan(keys, before, change, asked.required), false))
                .compose(plan -> dryRun || plan.calls == null
                        ? new StreamDirectory(redis).require(keys).map(plan.changed)
                        : run(asked, keys, plan.calls)
                                .compose(done ->
                                        done ? Future.succeededFuture(plan.changed) : change(stream, change, false)));
    }

    /** @param calls null if nothing changes */
    private record Plan(Changed changed, @Nullable ChangeGroups calls) {}

    private Plan plan(StreamKeys keys, Groups.Stored before, UnaryOperator<GroupTree> change, String required) {
        GroupTree next = change.apply(before.tree());
        ChangeGroups calls = ChangeGroups.of(keys, before, next, required, clock.millis());
        return new Plan(new Changed(next.groups().size(), calls == null ? 0 : calls.changed()), calls);
    }

    private Future<Boolean> run(AckMemory.Asked asked, StreamKeys keys, ChangeGroups change) {
        RedisFailures.requireOpen(node.gate);
        if (change.grows()) {
            RedisFailures.requireRoom(node.gate);
        }
        Future<?> staged = Future.succeededFuture();
        for (ScriptCall stage : change.stages()) {
            staged = staged.compose(before -> redis.run(stage));
        }
        return RedisFailures.orUnavailable(staged).compose(all -> run(asked, keys, change.change()));
    }

    /** Whether it was done; otherwise the tree is not the one that the change was planned for. */
    private Future<Boolean> run(AckMemory.Asked asked, StreamKeys keys, ScriptCall call) {
        RedisFailures.requireOpen(node.gate);
        return RedisFailures.orUnavailable(redis.askReplicated(call)).map(answer -> {
            Response reply = Objects.requireNonNull(answer.reply());
            String outcome = reply.get(0).toString();
            return switch (outcome) {
                case "changed" -> {
                    asked.found(true, reply.get(1).toString(), answer.over());
                    node.hints.changed(keys.stream());
                    yield true;
                }
                case "raced" -> false;
                case "closed" -> throw Problem.of(409, Rule.STREAM_CLOSED.reason(keys.stream()));
                case "late" -> throw Problem.of(503, Rule.UNCHANGED.reason(Rule.REDIS_SLOW.reason()));
                case "unknown" -> throw StreamDirectory.unknown(keys.stream());
                case "behind" ->
                    throw asked.refused(
                            reply.get(1).toInteger() == 1, reply.get(2).toString(), answer.over());
                default -> throw new IllegalStateException("change_groups.lua answered " + outcome);
            };
        });
    }
}
