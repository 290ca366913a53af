package org.livetally.boards;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardAudience;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Expectations;
import org.livetally.domain.stream.Expectations.Expectation;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.MinuteMeasure;
import org.livetally.http.Problem;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.Archived;
import org.livetally.streams.StreamDirectory;

/**
 * Reads boards with {@code read_board.lua}, and hides the order of its keys and arguments. One per event loop.
 *
 * <p>Long trends: they are read in pages first ({@code read_trend.lua}). What has changed since the first page is then
 * read with the rest of the board. So the board shows a single moment, and no script takes more than a millisecond or
 * two. If hundreds of minutes change meanwhile, three times in a row, the rest is read at once (some 10 ms), so that
 * the reading ends.
 *
 * <p>With {@code --ack-replicas}, a board is read once replicas have it: otherwise a failover could show less afterwards.
 *
 * <p>Old data: a version that indexed every minute, not only the newest, left two sets of different sizes. The index of
 * such a stream is mended before its board is read, in steps that orders need not wait for ({@code index_minutes.lua}).
 */
public final class BoardReader {
    private static final LuaScript SCRIPT = LuaScript.load("read_board");
    private static final LuaScript TREND = LuaScript.load("read_trend");
    private static final LuaScript INDEX = LuaScript.load("index_minutes");
    private static final int INDEX_STEP = 500;
    /** How many names of each ranking a board shows. */
    static final int TOP = 50;

    /** Redis takes a millisecond for this many minutes of a trend of a million. */
    private static final int MINUTES_CHUNK = 200;

    private static final int MAX_PAGINGS = 3;

    /** These arguments are the same for each reading. */
    private static final List<String> RANKINGS =
            Arrays.stream(Dimension.values()).flatMap(BoardReader::ranking).toList();

    private final RedisLink redis;
    private final StreamDirectory streams;
    private final InstantSource clock;
    private final Expectations expectations;
    private final ArchivedBoards archived;
    private final NameLabels labels = new NameLabels();

    /**
     * On the event loop of the link.
     *
     * @param expectations a board that holds less is not shown: reading it fails with their problem
     * @param archived reads those of archived streams
     */
    public BoardReader(RedisLink redis, InstantSource clock, Expectations expectations, ArchivedBoards archived) {
        this.redis = redis;
        this.streams = new StreamDirectory(redis);
        this.clock = clock;
        this.expectations = expectations;
        this.archived = archived;
    }

    /** Whether there is a board with this name. */
    public Future<Boolean> exists(BoardId board) {
        Expectation expected = expected(board);
        return streams.exists(keys(board)).map(exists -> {
            expected.found(exists, null, redis.connection(keys(board).totals()));
            return exists;
        });
    }

    /**
     * Reads a board; null if there is none. Fails with a {@code Problem} if a campaign's tallies are not what its ledgers
     * say now.
     *
     * @param previous the last reading: only the minutes and the members that it lacks are read again
     * @param parts those of this board
     */
    Future<@Nullable Board> read(BoardId board, @Nullable Board previous, BoardParts parts) {
        return read(board, new Known(TrendReading.of(previous), MemberRows.of(previous), parts), 0);
    }

    /** What was read before. */
    private record Known(TrendReading trend, MemberRows members, BoardParts parts) {
        /** Parts follow from the bytes of a reply alone, whichever came before; the others do not. */
        Known partsOnly() {
            return new Known(TrendReading.of(null), MemberRows.of(null), parts);
        }
    }

    /** @param pagings how often all minutes were read in pages because too many had changed */
    private Future<@Nullable Board> read(BoardId board, Known known, int pagings) {
        StreamKeys keys = keys(board);
        Expectation expected = expected(board);
        int most = pagings < MAX_PAGINGS ? MINUTES_CHUNK : Integer.MAX_VALUE;
        return redis.askReplicated(call(keys, known, most)).compose(answer -> {
            Response reply = answer.reply();
            if (reply != null && reply.type() != ResponseType.MULTI) {
                return reply.toString().equals("long")
                        ? pages(keys)
                                .compose(
                                        pages -> read(board, new Known(pages, known.members, known.parts), pagings + 1))
                        : index(keys).compose(indexed -> read(board, known.partsOnly(), pagings));
            }
            BoardDecoder found =
                    reply == null ? null : new BoardDecoder(board, reply, clock.millis(), known.parts, labels);
            if (found != null && found.isLost()) {
                throw Problem.of(503, Rule.WENT_BACK.reason()); // another node noticed: see NotedLoss
            }
            expected.found(found != null, found == null ? null : found.last(), answer.over());
            Archived file = found == null ? null : found.archived();
            if (found != null && file != null) {
                return archived.read(board.stream(), file, found).map(found::board);
            }
            Board read = found == null ? null : found.board(known.trend, known.members);
            boolean restored = read != null
                    && (read.version() < known.trend.version() || !known.members.isEditionOf(read.campaign()));
            return restored ? read(board, known.partsOnly(), pagings) : Future.succeededFuture(read);
        });
    }

    private static StreamKeys keys(BoardId board) {
        return new StreamKeys(board.toString());
    }

    /** Nothing is acked of a campaign itself: its tallies are read from ledgers. */
    private Expectation expected(BoardId board) {
        return board.isCampaign() ? (exists, last, over) -> {} : expectations.of(board.stream());
    }

    /**
     * All minutes of a trend, read in pages. They are as of the version of the first page: what has changed since then
     * is read again with the rest of the board.
     */
    private Future<TrendReading> pages(StreamKeys keys) {
        return page(keys, -1)
                .compose(first -> pages(keys, new TrendReading(first.get(0).toLong()), first));
    }

    private Future<TrendReading> pages(StreamKeys keys, TrendReading known, Response page) {
        Response rows = page.get(1);
        known.add(rows);
        return rows.size() == 0
                ? Future.succeededFuture(known)
                : page(keys, known.newest()).compose(next -> pages(keys, known, next));
    }

    private Future<Response> page(StreamKeys keys, long after) {
        return redis.run(new ScriptCall(TREND)
                .key(keys.totals())
                .key(keys.trend())
                .key(keys.newest())
                .arg(after)
                .arg(MINUTES_CHUNK)
                .arg(MinuteMeasure.KEYS));
    }

    /**
     * Indexes the newest minutes of data that a version without such an index wrote. Goes step by step, so that only
     * this board waits.
     */
    private Future<Void> index(StreamKeys keys) {
        Promise<Void> indexed = Promise.promise();
        index(keys, indexed);
        return indexed.future();
    }

    private void index(StreamKeys keys, Promise<Void> indexed) {
        ScriptCall step = new ScriptCall(INDEX)
                .key(keys.minutes())
                .key(keys.newest())
                .arg(Board.TREND_MINUTES)
                .arg(INDEX_STEP);
        redis.run(step)
                .onSuccess(done -> {
                    if (done.toInteger() == 1) {
                        indexed.complete();
                    } else {
                        index(keys, indexed);
                    }
                })
                .onFailure(indexed::fail);
    }

    private static ScriptCall call(StreamKeys keys, Known known, int most) {
        ScriptCall call = new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.totals())
                .key(keys.audience())
                .key(keys.presence())
                .key(keys.buyers())
                .key(keys.counts())
                .key(keys.trend())
                .key(keys.minutes())
                .key(keys.recent())
                .key(keys.newest())
                .key(keys.show())
                .key(keys.stock())
                .key(keys.catalogue())
                .key(keys.groupTree())
                .key(keys.explained())
                .key(keys.deals())
                .key(keys.members())
                .key(keys.changes())
                .key(keys.likeSources())
                .key(keys.likesHeard())
                .key(keys.seal());
        for (Dimension dimension : Dimension.values()) {
            call.key(keys.ranking(dimension));
        }
        call.arg(known.trend.version()).arg(TOP).arg(most).arg(MinuteMeasure.KEYS);
        call.arg(known.members.version()).arg(BoardAudience.MAX_SOURCES);
        RANKINGS.forEach(call::arg);
        return call;
    }

    /**
     * The arguments for a dimension: its name, the measures that are counted of its names, what describes them, and
     * which of them are shown.
     */
    private static Stream<String> ranking(Dimension dimension) {
        String measures = dimension.counts().stream().map(Measure::key).collect(Collectors.joining(" "));
        String shown = dimension.showsNewest() ? "newest" : "most";
        return Stream.of(dimension.key(), measures, dimension.describedBy().key(), shown);
    }
}
