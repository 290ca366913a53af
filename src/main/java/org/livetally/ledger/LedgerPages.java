package org.livetally.ledger;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.function.Function;
import org.livetally.model.Seq;
import org.livetally.redis.RedisLink;
import org.livetally.redis.StreamKeys;

/** Reads a ledger page by page. */
final class LedgerPages {
    private static final int ENTRIES_A_PAGE = 100;

    private final RedisLink redis;
    private final StreamKeys keys;

    LedgerPages(RedisLink redis, StreamKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * Does some work with each page, one after another. Not a chain of futures, which a long ledger would make too long to
     * unwind.
     *
     * @param from where XRANGE is to start: {@code -}, a seq, or {@code (} and a seq
     * @param last the seq of the last entry to read
     */
    Future<Void> each(String from, Seq last, Function<List<Response>, Future<Void>> work) {
        Promise<Void> done = Promise.promise();
        next(from, last, work, done);
        return done.future();
    }

    private void next(String from, Seq last, Function<List<Response>, Future<Void>> work, Promise<Void> done) {
        Request page = Request.cmd(Command.XRANGE)
                .arg(keys.ledger())
                .arg(from)
                .arg(last.toString())
                .arg("COUNT")
                .arg(ENTRIES_A_PAGE);
        redis.send(page)
                .map(entries -> entries.stream().toList())
                .onSuccess(entries -> {
                    if (entries.isEmpty()) {
                        done.complete();
                        return;
                    }
                    String following = "(" + entries.get(entries.size() - 1).get(0);
                    Future.succeededFuture(entries)
                            .compose(work) // which may throw
                            .onSuccess(worked -> next(following, last, work, done))
                            .onFailure(done::fail);
                })
                .onFailure(done::fail);
    }
}
