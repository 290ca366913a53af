package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.livetally.redis.client.Sentinel.Named;
import org.livetally.settings.HostPort;
import org.livetally.settings.RedisAddress;

/**
 * Finds the primary through its Sentinels, and notices when another server is made the primary.
 *
 * <p>All Sentinels are asked at once. A Sentinel that was cut off, or has just been started again, names an old primary for
 * some seconds, and that one may live and take writes, which would be lost. So the newest failover counts, which has the
 * highest epoch, as among the Sentinels themselves. While there is a connection they are asked again each second; once one
 * of them knows of a newer failover, or most of them name another server (as after an operator's {@code SENTINEL MONITOR}, which
 * begins with epoch 0), the connection is given up. While none answers it stays: no Sentinel is needed to serve.
 *
 * <p>What is written to the old primary until then is lost, as after any failover without {@code --ack-replicas}.
 */
final class Sentinels {
    static final long INTERVAL_MS = 1_000;

    private final RedisWorld world;
    private final Endpoints endpoints;
    private final Map<HostPort, Sentinel> sentinels = new LinkedHashMap<>();
    /** The primary that was chosen last; null before. */
    private @Nullable Named chosen;

    private Consumer<RedisUnavailableException> moved = gone -> {};
    private boolean asking;
    private final long timer;

    Sentinels(RedisWorld world, Endpoints endpoints) {
        this.world = world;
        this.endpoints = endpoints;
        this.timer = world.vertx().setPeriodic(INTERVAL_MS, id -> lookAgain());
    }

    /** The handler is told that the primary which was chosen last is no primary any more. */
    void onMoved(Consumer<RedisUnavailableException> handler) {
        moved = handler;
    }

    /**
     * The primary to connect to, which is watched from now on. Fails with the reasons of all Sentinels if none of them names
     * one.
     */
    Future<HostPort> primary() {
        return named().map(best -> {
            chosen = best;
            return best.place();
        });
    }

    /**
     * The same for a connection beside: what is watched stays, since the first connection, which may still be to the old
     * primary, would not be told otherwise.
     */
    Future<HostPort> primaryNow() {
        return named().map(Named::place);
    }

    private Future<Named> named() {
        return ask().compose(votes -> {
            Named best = votes.best();
            return best == null ? Future.failedFuture(votes.failure()) : Future.succeededFuture(best);
        });
    }

    private void lookAgain() {
        if (chosen == null || asking) {
            return;
        }
        asking = true;
        ask().onComplete(answered -> {
            asking = false;
            Named best = answered.succeeded() ? answered.result().best() : null;
            Named before = chosen;
            if (best == null || before == null) {
                return;
            }
            boolean isOther = !best.place().equals(before.place());
            if (isOther && (best.epoch() > before.epoch() || answered.result().isOfMost(best))) {
                moved.accept(new RedisUnavailableException("the Sentinels say that " + best.place()
                        + " is the primary now, and no longer " + before.place()));
            } else if (!isOther) {
                chosen = best;
            }
        });
    }

    /**
     * Completes once all have answered or are late. Most of them are not enough: if the last one knows of a newer failover,
     * it would depend on who answers first what is the primary.
     */
    private Future<Votes> ask() {
        RedisAddress address = endpoints.address();
        String name = Objects.requireNonNull(address.master());
        List<HostPort> places = address.hosts();
        sentinels.entrySet().removeIf(each -> {
            boolean isGone = !places.contains(each.getKey());
            if (isGone) {
                each.getValue().close();
            }
            return isGone;
        });
        Votes votes = new Votes(places.size(), name);
        Promise<Votes> done = Promise.promise();
        places.forEach(place -> sentinels
                .computeIfAbsent(place, at -> new Sentinel(world, endpoints, at))
                .primary(name)
                .onComplete(answer -> {
                    if (answer.succeeded()) {
                        votes.add(answer.result());
                    } else {
                        votes.failed(answer.cause());
                    }
                    if (votes.isWhole()) {
                        done.tryComplete(votes);
                    }
                }));
        return done.future();
    }

    void close() {
        world.vertx().cancelTimer(timer);
        sentinels.values().forEach(Sentinel::close);
    }

    /** What the Sentinels answered to one question. */
    private static final class Votes {
        private static final Comparator<Named> NEWER = Comparator.comparingLong(Named::epoch);

        private final int asked;
        private final String name;
        private final List<Named> primaries = new ArrayList<>();
        private final List<Throwable> failures = new ArrayList<>();
        private int answered;

        Votes(int asked, String name) {
            this.asked = asked;
            this.name = name;
        }

        void add(Optional<Named> primary) {
            answered++;
            primary.ifPresent(primaries::add);
        }

        void failed(Throwable cause) {
            failures.add(cause);
        }

        boolean isWhole() {
            return answered + failures.size() == asked;
        }

        /** Of the newest failover; of several, the one with most votes. Null if none was named. */
        @Nullable
        Named best() {
            return primaries.stream().max(NEWER.thenComparingLong(this::votes)).orElse(null);
        }

        boolean isOfMost(Named primary) {
            return votes(primary) > asked / 2;
        }

        private long votes(Named primary) {
            return primaries.stream()
                    .filter(each -> each.place().equals(primary.place()))
                    .count();
        }

        /** A refused password, if it is refused by one, tells a task that there is no use in waiting. */
        RedisUnavailableException failure() {
            return answered > 0
                    ? new UnknownPrimaryException(name)
                    : new RedisUnavailableException(
                            "no Sentinel says where the primary is: "
                                    + failures.stream()
                                            .map(Throwable::getMessage)
                                            .sorted()
                                            .collect(Collectors.joining(", ")),
                            failures.stream()
                                    .map(Refusal::of)
                                    .filter(Objects::nonNull)
                                    .findFirst()
                                    .orElse(null));
        }
    }
}
