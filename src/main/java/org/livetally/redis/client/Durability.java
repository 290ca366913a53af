package org.livetally.redis.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * Which durability an ack implies, by the settings of this Redis. An ack says that the order is on disk. That is true
 * only if Redis is set to fsync before it answers, and never to evict. A given Redis may be set otherwise, and
 * operators must know that before they lose money.
 */
public final class Durability {
    private static final Logger LOG = Logger.getLogger(Durability.class.getName());

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Duration every;
    private volatile List<String> warnings = List.of();
    private volatile Known durable = Known.NO;

    /** Whether an ack means that the order is on disk. */
    public enum Known {
        YES,
        NO,
        /** Redis does not say: CONFIG is forbidden, as by many who rent it out. */
        UNKNOWN
    }

    public Durability() {
        this(INTERVAL);
    }

    /** @param every the interval between questions */
    Durability(Duration every) {
        this.every = every;
    }

    /**
     * Asks at every new connection, since it may lead to another server, and once a minute, since settings may change.
     * To be called on the event loop of the link.
     */
    public void watch(Vertx vertx, RedisLink link) {
        link.onConnected(() -> {
            if (link.isConnected()) { // of a Cluster, all servers must say it
                ask(link);
            }
        });
        vertx.setPeriodic(every.toMillis(), id -> {
            if (link.isConnected()) {
                ask(link);
            }
        });
    }

    /** What is wrong, each as a sentence for people; thread-safe. */
    public List<String> warnings() {
        return warnings;
    }

    /** Whether an ack means that the order is on disk. Thread-safe. */
    public Known durable() {
        return durable;
    }

    private void ask(RedisLink link) {
        Future<List<String>> appendonly = setting(link, "appendonly");
        Future<List<String>> appendfsync = setting(link, "appendfsync");
        Future<List<String>> policy = setting(link, "maxmemory-policy");
        Future.all(appendonly, appendfsync, policy)
                .onSuccess(all -> answered(appendonly.result(), appendfsync.result(), policy.result()))
                .onFailure(error -> unanswered(error));
    }

    /** Each list is of all servers; a master may have come or gone between two of them. */
    private void answered(List<String> appendonly, List<String> appendfsync, List<String> policy) {
        boolean onDisk = appendonly.stream().allMatch("yes"::equals)
                && appendfsync.stream().allMatch("always"::equals);
        durable = onDisk ? Known.YES : Known.NO;
        int servers = Math.min(appendonly.size(), Math.min(appendfsync.size(), policy.size()));
        found(IntStream.range(0, servers)
                .mapToObj(i -> judge(appendonly.get(i), appendfsync.get(i), policy.get(i)))
                .flatMap(List::stream)
                .distinct()
                .toList());
    }

    /** Asks every server for one setting: an external Redis 6.2 has no CONFIG GET of several. */
    private static Future<List<String>> setting(RedisLink link, String name) {
        return link.toEach(Request.cmd(Command.CONFIG).arg("GET").arg(name))
                .map(replies -> replies.stream()
                        .map(reply -> reply.size() < 2 ? "" : value(reply))
                        .toList());
    }

    private static String value(Response reply) {
        Response value = reply.get(1);
        return value == null ? "" : value.toString();
    }

    static List<String> judge(String appendonly, String appendfsync, String policy) {
        List<String> found = new ArrayList<>();
        if (!appendonly.equals("yes")) {
            found.add("Redis has appendonly " + appendonly
                    + ": acked orders are in memory only, and a crash of Redis loses them; set appendonly yes");
        } else if (!appendfsync.equals("always")) {
            found.add("Redis has appendfsync " + appendfsync
                    + ": a crash can lose the last seconds of acked orders; set appendfsync always");
        }
        if (!policy.equals("noeviction")) {
            found.add("Redis has maxmemory-policy " + policy
                    + ": it may evict tallies or orders; set maxmemory-policy noeviction");
        }
        return found;
    }

    private void unanswered(Throwable error) {
        boolean refused = RedisFailures.isReply(error);
        durable = refused ? Known.UNKNOWN : Known.NO;
        if (refused) { // otherwise the connection was lost: the next one asks again
            found(List.of("unknown whether an ack of Redis means on disk: it does not answer CONFIG GET; make sure of"
                    + " appendonly yes, appendfsync always, maxmemory-policy noeviction"));
        }
    }

    private void found(List<String> now) {
        List<String> before = warnings;
        now.stream()
                .filter(warning -> !before.contains(warning))
                .forEach(warning -> LOG.log(Level.WARNING, "ORDERS CAN BE LOST: {0}", warning));
        if (now.isEmpty() && !before.isEmpty()) {
            LOG.info("Redis has an order on disk before it is acked, from now on");
        }
        warnings = List.copyOf(now);
    }
}
