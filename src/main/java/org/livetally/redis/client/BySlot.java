package org.livetally.redis.client;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks about many keys: with one question if one Redis has them all; in a Redis Cluster, where a question must stay within
 * a slot, with one for each slot, all at once.
 *
 * <p>A server that is away keeps nobody from the answers of the others. So keys without an answer are left out, and are
 * asked about again with the next question.
 */
public final class BySlot {
    private static final Logger LOG = Logger.getLogger(BySlot.class.getName());

    private BySlot() {}

    /**
     * The answers of all groups. Fails if no group is answered.
     *
     * @param key of an item
     * @param ask a question about some items, whose keys are in one slot; it answers with as many results as it likes
     */
    public static <T, R> Future<List<R>> ask(
            RedisLink redis, List<T> items, Function<T, String> key, Function<List<T>, Future<List<R>>> ask) {
        if (!redis.isCluster() || items.isEmpty()) {
            return items.isEmpty() ? Future.succeededFuture(List.of()) : ask.apply(items);
        }
        List<Future<List<R>>> answers = new ArrayList<>();
        groups(items, key).forEach(group -> {
            if (redis.isConnected(key.apply(group.get(0)))) {
                answers.add(ask.apply(group));
            }
        });
        if (answers.isEmpty()) {
            return Future.failedFuture(new RedisUnavailableException(redis.problem()));
        }
        return Future.join(answers).transform(done -> together(answers));
    }

    /** The items by the slot of their key. */
    static <T> Collection<List<T>> groups(List<T> items, Function<T, String> key) {
        Map<Integer, List<T>> groups = new TreeMap<>();
        items.forEach(item -> groups.computeIfAbsent(Slot.of(key.apply(item)), slot -> new ArrayList<>())
                .add(item));
        return groups.values();
    }

    private static <R> Future<List<R>> together(List<Future<List<R>>> answers) {
        List<R> all = new ArrayList<>();
        Throwable failure = null;
        boolean isAnswered = false;
        for (Future<List<R>> answer : answers) {
            if (answer.succeeded()) {
                all.addAll(answer.result());
                isAnswered = true;
            } else {
                failure = answer.cause();
                LOG.log(Level.FINE, "a slot's keys were left out; they are asked about again soon", failure);
            }
        }
        return failure != null && !isAnswered ? Future.failedFuture(failure) : Future.succeededFuture(all);
    }
}
