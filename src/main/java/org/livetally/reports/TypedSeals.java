package org.livetally.reports;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.ledger.Seal;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.count.Steps;
import org.livetally.ledger.seal.StoredSeal;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.reports.SealProof.Result;
import org.livetally.reports.SealProof.Verdict;

/** Checks seals that somebody types in; a few at a time, since anybody may ask who may see the board. On one event loop. */
final class TypedSeals {
    private static final int MAX_RUNNING = 4;

    private final RedisLink redis;
    private final Function<String, Future<LedgerSource>> ledgers;
    private final Erasures erasures;
    private int running;

    /** @param ledgers where the ledger of a stream is read */
    TypedSeals(RedisLink redis, Function<String, Future<LedgerSource>> ledgers) {
        this.redis = redis;
        this.ledgers = ledgers;
        this.erasures = new Erasures(redis);
    }

    /** What came of it, and of which stream. */
    private record Checked(String stream, Result result) {
        boolean isBetterThan(@Nullable Checked other) {
            return other == null || result.verdict().compareTo(other.result.verdict()) < 0;
        }
    }

    /**
     * Whether the ledger of one of these streams begins as a seal says.
     *
     * @param streams that of the board, or the members of a campaign
     */
    Future<Buffer> check(BoardId board, List<String> streams, Seal seal) {
        if (streams.isEmpty()) {
            return Future.succeededFuture(json(seal, Verdict.NO_ENTRY).toBuffer());
        }
        if (running >= MAX_RUNNING) {
            throw Problem.of(429, Rule.SEALS_BUSY.reason());
        }
        running++;
        return best(streams, seal).compose(best -> answer(board, seal, best)).onComplete(ended -> running--);
    }

    private Future<Checked> best(List<String> streams, Seal seal) {
        Iterator<String> next = streams.iterator();
        Checked[] best = new Checked[1];
        return Steps.whileTrue(() -> {
                    String stream = next.next();
                    return ledgers.apply(stream)
                            .compose(ledger -> SealProof.run(ledger, seal))
                            .map(result -> {
                                Checked checked = new Checked(stream, result);
                                if (checked.isBetterThan(best[0])) {
                                    best[0] = checked;
                                }
                                return result.verdict() != Verdict.VALID && next.hasNext();
                            });
                })
                .map(done -> best[0]);
    }

    private Future<Buffer> answer(BoardId board, Seal seal, Checked checked) {
        Future<@Nullable StoredSeal> newest = StoredSeal.read(redis, new StreamKeys(checked.stream));
        Future<Seq> erased = erasures.last(checked.stream);
        return Future.all(newest, erased).map(read -> {
            Result result = checked.result;
            JsonObject answer = json(seal, result.verdict());
            if (result.verdict() == Verdict.NO_ENTRY) {
                return answer.toBuffer();
            }
            if (result.verdict() == Verdict.OTHER_CONTENT && erased.result().isAfter(seal.seq())) {
                answer.put("erased", erased.result().toString());
            }
            if (board.isCampaign()) {
                answer.put("stream", checked.stream);
            }
            put(answer, result.from(), newest.result());
            return answer.toBuffer();
        });
    }

    private static JsonObject json(Seal seal, Verdict verdict) {
        JsonObject answer = new JsonObject()
                .put("valid", verdict == Verdict.VALID)
                .put("seq", seal.seq().toString())
                .put("sha256", seal.sha256());
        return verdict == Verdict.VALID ? answer : answer.put("reason", verdict.wire());
    }

    private static void put(JsonObject answer, @Nullable Seq from, @Nullable StoredSeal newest) {
        if (from != null) {
            answer.put("from", from.toString());
        }
        if (newest != null) {
            answer.put(
                    "sealed",
                    new JsonObject()
                            .put("seq", newest.seal().seq().toString())
                            .put("sha256", newest.seal().sha256())
                            .put("at", newest.at())
                            .put("differences", newest.differences()));
        }
    }
}
