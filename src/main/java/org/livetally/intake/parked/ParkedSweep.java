package org.livetally.intake.parked;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.livetally.domain.order.OrderSink;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.producers.FrameReader;
import org.livetally.intake.producers.FrameReader.FrameException;
import org.livetally.intake.producers.ProducerMessage;
import org.livetally.redis.client.ChangedBoards;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * Records parked messages once their orders are there. Every node looks, as each of them looks for unpaid orders: what
 * two of them record is the same message, so the second one is a duplicate. It looks at streams that have changed.
 */
public final class ParkedSweep {
    private static final Logger LOG = Logger.getLogger(ParkedSweep.class.getName());
    private static final long CHECK_MS = 1_000;
    /** While nothing is parked, every fourth look is enough: an idle server costs next to nothing. */
    private static final int RESTING = 3;

    /** Of a stream, at a time. */
    private static final int AT_ONCE = 500;
    /** No version: the stream is looked at. */
    private static final long NEVER = -1;
    /** It was read when it was parked. */
    private static final Rejection UNREADABLE = Rejection.invalidOrder("type", Rule.MISSING.reason());

    private final RedisLink redis;
    private final InstantSource clock;
    private final OrderSink sink;
    private final ParkedMessages parked;
    private final Told told;
    /** Stream to its version at the last look. */
    private final Map<String, Long> looked = new HashMap<>();

    private boolean checking;
    /** Looks to leave out. The first one is at another time than that of others which look from time to time. */
    private int resting = RESTING - 1;

    /** Is told what became of a message that was parked. */
    @FunctionalInterface
    public interface Told {
        void settled(ParkedMessage parked, Receipt receipt);
    }

    /** @param told on this event loop, by one node for each message */
    public ParkedSweep(RedisLink redis, InstantSource clock, OrderSink sink, Told told) {
        this.redis = redis;
        this.clock = clock;
        this.sink = sink;
        this.parked = new ParkedMessages(redis);
        this.told = told;
    }

    /** Looks from time to time, on this event loop. */
    public void start(Vertx vertx) {
        vertx.setPeriodic(CHECK_MS, id -> {
            if (resting > 0) {
                resting--;
            } else if (!checking && redis.isConnected(StreamKeys.PARKED)) {
                checking = true;
                check().onComplete(done -> checking = false)
                        .onFailure(e -> LOG.log(Level.FINE, "parked messages were not looked at", e));
            }
        });
    }

    /** Records what is due now. */
    Future<Void> check() {
        return parked.streams().compose(streams -> {
            resting = streams.isEmpty() ? RESTING : 0;
            looked.keySet().retainAll(streams);
            return ChangedBoards.among(
                            redis,
                            streams,
                            stream -> new StreamKeys(stream).totals(),
                            stream -> looked.getOrDefault(stream, NEVER))
                    .compose(this::checkEach);
        });
    }

    private Future<Void> checkEach(List<String> streams) {
        Future<Void> done = Future.succeededFuture();
        for (String stream : streams) {
            done = done.compose(before -> check(new StreamKeys(stream)).otherwise(e -> {
                LOG.log(Level.WARNING, "parked messages of " + stream + " were not looked at", e);
                return null;
            }));
        }
        return done;
    }

    private Future<Void> check(StreamKeys keys) {
        return parked.due(keys, AT_ONCE).compose(due -> {
            List<Future<Boolean>> settled = new ArrayList<>();
            due.messages().forEach(message -> settled.add(record(keys, message)));
            return Future.all(settled).compose(all -> {
                boolean done =
                        due.messages().size() < AT_ONCE && settled.stream().allMatch(Future::result);
                looked.put(keys.stream(), done ? due.version() : NEVER);
                return parked.forgetIfEmpty(keys);
            });
        });
    }

    /**
     * Completes with whether nothing of it is left to do. A message that is due and whose order is unknown even so is
     * about something that is no order: no other message will change that.
     */
    private Future<Boolean> record(StreamKeys keys, ParkedMessage one) {
        return ask(one).compose(receipt -> receipt instanceof Rejection rejection && isPassing(rejection)
                ? Future.succeededFuture(false)
                : parked.remove(keys, one.id()).map(removed -> {
                    if (removed) {
                        told.settled(one, receipt);
                    }
                    return true;
                }));
    }

    private static boolean isPassing(Rejection rejection) {
        return rejection.code().retry() || rejection.reason().rule() == Rule.ORDER_UNPAID;
    }

    private Future<Receipt> ask(ParkedMessage one) {
        byte[] json = one.json().encode().getBytes(StandardCharsets.UTF_8);
        try {
            ProducerMessage read = FrameReader.read(json, clock.millis()).get(0);
            if (read.order() == null) {
                return Future.succeededFuture(read.rejection() == null ? UNREADABLE : read.rejection());
            }
            Promise<Receipt> answered = Promise.promise();
            sink.record(read.order(), read.asSent(), answered::complete);
            return answered.future();
        } catch (FrameException e) {
            return Future.succeededFuture(e.rejection());
        }
    }
}
