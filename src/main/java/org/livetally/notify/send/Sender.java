package org.livetally.notify.send;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.metrics.NotifyCounters;
import org.livetally.metrics.NotifyCounters.Outcome;
import org.livetally.notify.send.Poster.Answer;
import org.livetally.notify.targets.AddressCheck.PrivateTargetException;
import org.livetally.notify.targets.Target;
import org.livetally.notify.targets.Targets;

/**
 * Delivers what is due. Each target has one request under way at most, so a slow one holds up nobody else, and events come
 * in their order as long as none fails. A chat gets a message a minute at most, with all that has come since.
 */
final class Sender {
    private static final Logger LOG = Logger.getLogger(Sender.class.getName());
    private static final long CHAT_PAUSE_MS = TimeUnit.MINUTES.toMillis(1);
    private static final long MAX_RETRY_AFTER_MS = TimeUnit.DAYS.toMillis(1);
    private static final int GONE = 410;
    /** Too many requests, and proxies whose server does not answer: what asks for a pause gets it for all events. */
    private static final Set<Integer> THROTTLES = Set.of(429, 502, 503, 504);

    private final Outbox outbox;
    private final Targets targets;
    private final Function<Post, Future<Answer>> poster;
    private final RetrySchedule schedule;
    private final Surroundings around;
    private final Set<String> busy = new HashSet<>();
    /** Targets that get nothing before this time, epoch ms. */
    private final Map<String, Long> notBefore = new HashMap<>();

    private boolean looking;

    /**
     * What the sender needs besides.
     *
     * @param clock real time
     */
    record Surroundings(InstantSource clock, NotifyCounters counters) {}

    Sender(
            Outbox outbox,
            Targets targets,
            Function<Post, Future<Answer>> poster,
            RetrySchedule schedule,
            Surroundings around) {
        this.outbox = outbox;
        this.targets = targets;
        this.poster = poster;
        this.schedule = schedule;
        this.around = around;
    }

    /** Sends what is due, to each target that it is not sending to. Completes when what is due was read. */
    Future<Void> turn() {
        if (looking) {
            return Future.succeededFuture();
        }
        looking = true;
        long now = around.clock.millis();
        notBefore.values().removeIf(time -> time <= now);
        List<String> others = new ArrayList<>(busy);
        others.addAll(notBefore.keySet());
        return outbox.due(now, others).onComplete(read -> looking = false).map(batches -> {
            batches.forEach(this::send);
            return null;
        });
    }

    private void send(Batch due) {
        Target target = due.target();
        Channel channel = Channel.of(target.kind());
        Batch batch = target.kind().isChat()
                ? due
                : new Batch(target, due.access(), due.deliveries().subList(0, 1));
        busy.add(target.id());
        long start = around.clock.millis();
        poster.apply(channel.post(batch, start))
                .transform(answer -> note(batch, result(channel, answer.result(), answer.cause()), start))
                .onFailure(e -> LOG.log(Level.FINE, "an attempt to notify could not be noted; it is made again", e))
                .onComplete(noted -> {
                    busy.remove(target.id());
                    if (noted.succeeded()) {
                        turn();
                    }
                });
    }

    /**
     * What became of an attempt.
     *
     * @param status 0 if there was no answer
     * @param why empty if it was taken
     */
    private record Result(int status, long retryAfterMs, String why) {
        boolean isTaken() {
            return why.isEmpty();
        }
    }

    private static Result result(Channel channel, @Nullable Answer answer, @Nullable Throwable cause) {
        if (answer == null) {
            return new Result(
                    0,
                    0,
                    cause instanceof PrivateTargetException
                            ? "its address is private, and the server runs without --allow-private-targets"
                            : String.valueOf(cause == null ? "no answer" : cause.getMessage()));
        }
        if (answer.status() < 200 || answer.status() >= 300) {
            long pause = THROTTLES.contains(answer.status()) ? answer.retryAfterMs() : 0;
            return new Result(answer.status(), pause, "it answered " + answer.status());
        }
        String refusal = channel.refusal(answer.body());
        return new Result(answer.status(), 0, refusal == null ? "" : refusal);
    }

    private Future<Void> note(Batch batch, Result result, long start) {
        Target target = batch.target();
        long now = around.clock.millis();
        Long next = result.isTaken() || result.status == GONE ? null : next(batch, result, now);
        Outcome outcome = result.isTaken() ? Outcome.DELIVERED : next == null ? Outcome.DROPPED : Outcome.FAILED;
        around.counters.attempted(target.kind().wire(), outcome);
        pause(target, result, now);
        JsonObject attempt = attempt(batch, result, outcome, start).put("ms", now - start);
        if (next != null) {
            attempt.put("nextAt", next);
        }
        if (outcome == Outcome.DROPPED) {
            LOG.warning("what waited for notification " + target.id() + " was given up");
        }
        return outbox.attempted(
                        batch, attempt, result.isTaken(), delivery -> RetrySchedule.isOver(delivery) ? null : next)
                .compose(noted -> result.status == GONE
                        ? targets.change(target, target.pausedBecause("it answered 410 Gone"))
                                .mapEmpty()
                        : Future.succeededFuture());
    }

    /** When a batch that was not taken is due again, by the event that was tried least; null if that was given up. */
    private @Nullable Long next(Batch batch, Result result, long now) {
        int attempts =
                batch.deliveries().stream().mapToInt(Delivery::attempts).min().orElse(0);
        Long pause = schedule.pause(attempts + 1, result.retryAfterMs);
        return pause == null ? null : Long.valueOf(now + pause);
    }

    private void pause(Target target, Result result, long now) {
        if (result.retryAfterMs > 0) {
            notBefore.put(target.id(), now + Math.min(result.retryAfterMs, MAX_RETRY_AFTER_MS));
        } else if (result.isTaken() && target.kind().isChat()) {
            notBefore.put(target.id(), now + CHAT_PAUSE_MS);
        }
    }

    private static JsonObject attempt(Batch batch, Result result, Outcome outcome, long start) {
        JsonArray events = new JsonArray();
        batch.deliveries()
                .forEach(delivery -> events.add(new JsonObject()
                        .put("id", delivery.event())
                        .put("type", delivery.json().getString("type"))));
        JsonObject attempt = new JsonObject()
                .put("at", start)
                .put("outcome", outcome.wire())
                .put("attempt", 1 + batch.deliveries().get(0).attempts())
                .put("events", events);
        if (result.status > 0) {
            attempt.put("status", result.status);
        }
        return result.isTaken() ? attempt : attempt.put("why", result.why);
    }
}
