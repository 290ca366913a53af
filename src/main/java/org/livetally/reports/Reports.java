package org.livetally.reports;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardId;
import org.livetally.http.Problem;
import org.livetally.ledger.Seal;
import org.livetally.ledger.count.LedgerSource;
import org.livetally.ledger.seal.StoredSeal;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.reports.Circumstances.Audit;
import org.livetally.reports.Counts.Counted;
import org.livetally.reports.Counts.Found;
import org.livetally.streams.StreamDirectory;
import org.livetally.streams.StreamDirectory.Brief;

/**
 * Reports of boards, and what verifies them, on an event loop of their own. May be called on any event loop, and
 * completes there.
 */
public final class Reports {
    private final Vertx vertx;
    private final RedisLink redis;
    private final Context loop;
    private final InstantSource clock;
    private final String version;
    private final PlanReader plans;
    private final Counts counts;
    private final TypedSeals seals;
    private final StreamDirectory streams;

    /**
     * What reports are made of.
     *
     * @param version of the program
     * @param ledgers where the ledger of a stream is read
     */
    public record Sources(String version, Function<String, Future<LedgerSource>> ledgers) {}

    /**
     * Must be constructed on the event loop that it belongs to.
     *
     * @param clock the time of streams
     */
    public Reports(Vertx vertx, RedisLink redis, InstantSource clock, Sources sources) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.clock = clock;
        this.version = sources.version;
        this.plans = new PlanReader(redis, clock);
        Erasures erasures = new Erasures(redis);
        this.counts = new Counts(vertx, sources.ledgers, erasures::last);
        this.seals = new TypedSeals(redis, sources.ledgers);
        this.redis = redis;
        this.streams = new StreamDirectory(redis);
    }

    /** The report as of the newest message. Fails with a {@link Problem} if there is no such board. */
    Future<Answer> report(BoardId board) {
        return onLoop(() -> newest(board).compose(found -> {
            Counted counted = found.counted();
            return counted == null
                    ? Future.succeededFuture(Answer.counting(found.done(), found.of()))
                    : json(counted).map(json -> Answer.of(Buffer.buffer(json)));
        }));
    }

    private Future<Found> newest(BoardId board) {
        Future<Found> waited = counts.newest(board);
        return waited != null ? waited : plans.read(board).compose(counts::of);
    }

    /**
     * How a report differs from what its ledgers say up to its places. Read here, since it may be long.
     *
     * @param body the report
     */
    Future<Answer> verify(BoardId board, @Nullable Buffer body) {
        return onLoop(() -> {
            ReceivedReport report = ReceivedReport.of(body);
            return plans.read(board).compose(plan -> {
                ReportPlan asked = plan.upTo(report.places(board, plan.places().keySet()));
                List<String> lacking = plan.places().keySet().stream()
                        .filter(stream -> !asked.places().containsKey(stream))
                        .toList();
                return counts.of(asked).compose(found -> verify(report, lacking, found));
            });
        });
    }

    private Future<Answer> verify(ReceivedReport report, List<String> lacking, Found found) {
        Counted counted = found.counted();
        return counted == null
                ? Future.succeededFuture(Answer.counting(found.done(), found.of()))
                : json(counted)
                        .map(json -> Answer.of(
                                report.compare(ReportWriter.tree(json), lacking).toBuffer()));
    }

    private Future<byte[]> json(Counted counted) {
        ReportPlan plan = counted.plan();
        Future<@Nullable StoredSeal> sealed =
                plan.board().isCampaign() ? Future.succeededFuture() : newestSeal(plan.board().stream());
        Future<Map<String, Brief>> members =
                plan.board().isCampaign() ? streams.briefly(plan.places().keySet()) : Future.succeededFuture(Map.of());
        return Future.all(sealed, members).map(read -> {
            Audit audit = plan.held() == null
                    ? null
                    : new Audit(clock.millis(), plan.held().differences(counted.figures()));
            Circumstances facts = new Circumstances(
                    plan.board(), version, plan.settings(), plan.status(), audit, sealed.result(), members.result());
            return ReportWriter.of(counted.figures(), facts);
        });
    }

    /** Whether the ledger of a stream, or that of a member of a campaign, begins as a seal says. */
    Future<Buffer> check(BoardId board, Seal seal) {
        return onLoop(() -> members(board).compose(streams -> seals.check(board, streams, seal)));
    }

    /** The streams of a board that exists, in Redis or in a file. */
    private Future<List<String>> members(BoardId board) {
        return board.isCampaign()
                ? plans.read(board).map(plan -> List.copyOf(plan.places().keySet()))
                : streams.standing(new StreamKeys(board.stream())).map(there -> List.of(board.stream()));
    }

    private Future<@Nullable StoredSeal> newestSeal(String stream) {
        return StoredSeal.read(redis, new StreamKeys(stream));
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> work) {
        Promise<T> asked = ((ContextInternal) vertx.getOrCreateContext()).promise();
        loop.runOnContext(turn ->
                Future.<Void>succeededFuture().compose(begun -> work.get()).onComplete(asked));
        return asked.future();
    }
}
