package org.livetally.metrics.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Seal;
import org.livetally.ledger.replay.Audit;
import org.livetally.ledger.seal.StoredSeal;
import org.livetally.metrics.poll.AuditResults.Kept;
import org.livetally.redis.client.RedisLink;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** Audits end in any order, on any node: the newest result of a stream stays. */
@ExtendWith(VertxExtension.class)
final class AuditResultsTest {
    private static final Seal SEAL = new Seal(Seq.parse("1-0"), "0".repeat(64));

    private final Vertx vertx;

    AuditResultsTest(Vertx vertx) {
        this.vertx = vertx;
    }

    @BeforeEach
    void empty() {
        TestRedis.flush();
    }

    @Test
    void anOlderResultReplacesNoNewerOne() {
        whole(20, 0);
        whole(10, 3);
        assertEquals(new Kept("s", 20, 7, 0, true), kept());
        whole(30, 2);
        assertEquals(new Kept("s", 30, 7, 2, true), kept());
    }

    @Test
    void whatOnlyAWholeAuditFoundStandsBesideANewerOneOfFigures() {
        figures(20, 1);
        whole(10, 3);
        assertEquals(new Kept("s", 10, 7, 3, true), kept());
    }

    @Test
    void anOlderAuditOfFiguresRemovesAndReplacesNothing() {
        figures(20, 2);
        figures(10, 0);
        assertEquals(new Kept("s", 20, 7, 2, false), kept());
        whole(30, 0);
        figures(25, 2);
        assertEquals(new Kept("s", 30, 7, 0, true), kept());
    }

    private void whole(long at, int differences) {
        List<Audit.Difference> found = Collections.nCopies(differences, new Audit.Difference("gmv", "1", "2"));
        Audit.Report report = new Audit.Report("s", 7, 0, 0, found, 0, SEAL);
        with(redis -> AuditResults.add(redis, List.of(report), at));
    }

    private void figures(long at, int differences) {
        with(redis -> AuditResults.follow(redis, "s", new StoredSeal(SEAL, at, 7, differences, List.of(), false)));
    }

    private Kept kept() {
        return with(AuditResults::read).get(0);
    }

    private <T> T with(Function<RedisLink, Future<T>> work) {
        Promise<T> done = Promise.promise();
        vertx.getOrCreateContext().runOnContext(go -> {
            RedisLink redis = RedisLink.open(vertx, TestRedis.uri());
            redis.onConnected(() -> work.apply(redis).eventually(redis::close).onComplete(done));
        });
        return Await.result(done.future());
    }
}
