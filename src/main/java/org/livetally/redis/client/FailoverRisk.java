package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a failover may lose. Replicas lag: an order that is acked at once is gone if the primary dies before they have it.
 * Who runs replicas must know that before it happens.
 */
public final class FailoverRisk {
    private static final Logger LOG = Logger.getLogger(FailoverRisk.class.getName());
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Request MINIMUM =
            Request.cmd(Command.CONFIG).arg("GET").arg("min-replicas-to-write");

    private final int ackReplicas;
    private volatile List<String> warnings = List.of();

    /** @param ackReplicas how many replicas must have an order before it is acked */
    public FailoverRisk(int ackReplicas) {
        this.ackReplicas = ackReplicas;
    }

    /** How many replicas must have an order before it is acked, or shown. */
    public int ackReplicas() {
        return ackReplicas;
    }

    /** Asks at every new connection and once a minute. To be called on the event loop of the link. */
    public void watch(Vertx vertx, RedisLink link) {
        link.onConnected(() -> ask(link));
        vertx.setPeriodic(INTERVAL.toMillis(), id -> {
            if (link.isConnected()) {
                ask(link);
            }
        });
    }

    /** What may be lost, as a sentence for people; thread-safe. */
    public List<String> warnings() {
        return warnings;
    }

    private void ask(RedisLink link) {
        Future<Integer> replicas = link.toEach(Committer.HISTORY)
                .map(all -> all.stream()
                        .mapToInt(info -> History.of(info).replicas())
                        .max()
                        .orElse(0));
        Future<String> minimum = link.toEach(MINIMUM)
                .map(all -> all.stream()
                        .map(FailoverRisk::value)
                        .min(String::compareTo)
                        .orElse(""))
                .otherwise(""); // CONFIG is forbidden by many who rent Redis out
        Future.join(replicas, minimum)
                .onSuccess(asked -> found(judge(ackReplicas, replicas.result(), minimum.result())))
                .onFailure(error -> LOG.log(Level.FINE, "Redis does not say how many replicas it has", error));
    }

    private static String value(Response reply) {
        return reply.size() < 2 ? "" : String.valueOf(reply.get(1));
    }

    /** @param minimum min-replicas-to-write; empty if that is unknown */
    static List<String> judge(int ackReplicas, int replicas, String minimum) {
        if (ackReplicas >= replicas) {
            return List.of();
        }
        if (ackReplicas > 0) {
            return List.of("Redis has " + replicas + " replicas, and orders are acked once " + ackReplicas
                    + " of them have them: a failover to another one loses the newest orders, and those that the old primary"
                    + " goes on to ack; only --ack-replicas " + replicas + " rules that out");
        }
        String cutOff = minimum.isEmpty() || minimum.equals("0")
                ? "; with min-replicas-to-write 1 a primary that is cut off takes no orders for long"
                : "";
        return List.of("Redis has " + replicas + (replicas == 1 ? " replica" : " replicas")
                + ", and orders are acked before it has them there: a failover loses the last ones; start with"
                + " --ack-replicas 1" + cutOff);
    }

    private void found(List<String> now) {
        if (!now.equals(warnings)) {
            now.forEach(warning -> LOG.log(Level.WARNING, "ORDERS CAN BE LOST: {0}", warning));
        }
        warnings = now;
    }
}
