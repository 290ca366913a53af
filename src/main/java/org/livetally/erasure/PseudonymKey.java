package org.livetally.erasure;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.security.SecureRandom;
import java.util.Base64;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/** The key of all pseudonyms: made once, and kept in Redis. Without it, nobody can tell whose pseudonym one is. */
final class PseudonymKey {
    private static final String FIELD = "key";
    private static final int BYTES = 32;

    private PseudonymKey() {}

    /** The pseudonym of a buyer; makes the key if there is none. */
    static Future<Pseudonym> pseudonym(RedisLink redis, String buyer) {
        byte[] made = new byte[BYTES];
        new SecureRandom().nextBytes(made);
        Request keep = Request.cmd(Command.HSETNX)
                .arg(StreamKeys.ERASURE)
                .arg(FIELD)
                .arg(Base64.getEncoder().encodeToString(made));
        return redis.send(keep)
                .compose(kept -> redis.send(
                        Request.cmd(Command.HGET).arg(StreamKeys.ERASURE).arg(FIELD)))
                .map(key -> Pseudonym.of(buyer, Base64.getDecoder().decode(key.toString())));
    }
}
