package org.livetally.ledger.record;

import io.vertx.core.Future;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.livetally.domain.basis.Basis;
import org.livetally.ledger.read.BasisReader;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * What the streams of one event loop are judged by, as it was last read. It may be out of date: the record script then
 * refuses the plan, and only what has changed is read. Keeps the streams that were used last.
 */
final class BasisCache {
    /** Each is some 200 bytes. */
    private static final int MAX_CHANGES = 200_000;

    private static final int MAX_STREAMS = 10_000;
    private final RedisLink redis;
    /** Of this event loop alone, since a basis remembers the day that it was asked for last. */
    private final Basis assumed = assumed();

    /** In the order of their last use. */
    private final Map<String, Basis> read = new LinkedHashMap<>(16, 0.75f, true);

    private int changes;

    BasisCache(RedisLink redis) {
        this.redis = redis;
    }

    /** Most streams have the default zone and nothing else, so their first batch needs no reading. */
    static Basis assumed() {
        return new Basis(ZoneId.of("Asia/Shanghai"));
    }

    /** What is known of a stream. */
    Basis of(StreamKeys keys) {
        return read.getOrDefault(keys.stream(), assumed);
    }

    /** Reads what has changed. */
    Future<Basis> refresh(StreamKeys keys) {
        return BasisReader.read(redis, keys, read.get(keys.stream())).onSuccess(basis -> keep(keys.stream(), basis));
    }

    private void keep(String stream, Basis basis) {
        read.put(stream, basis);
        changes = read.values().stream().mapToInt(Basis::changes).sum();
        Iterator<Basis> oldest = read.values().iterator();
        while ((changes > MAX_CHANGES || read.size() > MAX_STREAMS) && read.size() > 1) {
            changes -= oldest.next().changes();
            oldest.remove();
        }
    }
}
