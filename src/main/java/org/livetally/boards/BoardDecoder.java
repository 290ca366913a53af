package org.livetally.boards;

import io.vertx.redis.client.Response;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Integers;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardAudience;
import org.livetally.domain.board.BoardGoal;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardStream;
import org.livetally.domain.board.BoardTallies;
import org.livetally.domain.board.BoardTotals;
import org.livetally.domain.board.ProductLabel;
import org.livetally.domain.board.RankedName;
import org.livetally.domain.board.Ranking;
import org.livetally.domain.board.RecentOrder;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.Total;

/**
 * The reply of {@code read_board.lua}, as a board. A board has no prices, since the catalogue is read over HTTP.
 */
final class BoardDecoder {
    private static final BigInteger MAX_EXACT = BigInteger.valueOf(Integers.MAX_EXACT);

    private static final int SETTINGS = 0;
    private static final int TOTALS = 1;
    private static final int AUDIENCE = 2;
    private static final int BUYERS = 3;
    private static final int TREND = 4;
    private static final int RECENT = 5;
    private static final int RANKINGS = 6;

    private final BoardId id;
    private final Response reply;
    private final long at;
    private final ProductLabels labels;
    private final Map<String, String> stream;
    private final Map<String, String> totals;

    /** @param at epoch milliseconds of the reply */
    BoardDecoder(BoardId id, Response reply, long at, ProductLabels labels) {
        this.id = id;
        this.reply = reply;
        this.at = at;
        this.labels = labels;
        this.stream = ReplyValues.texts(reply.get(SETTINGS));
        this.totals = ReplyValues.texts(reply.get(TOTALS));
    }

    /** The newest seq; empty if there is none. */
    String last() {
        return totals.getOrDefault("last", "");
    }

    /** @param known the minutes read before; receives those of the reply, too */
    Board board(TrendReading known) {
        known.add(reply.get(TREND));
        BoardTallies tallies = new BoardTallies(new BoardTotals(this::kept), audience(), rankings(), known.trend());
        return new Board(ReplyValues.number(totals, "version"), at, settings(), goal(), tallies, recent());
    }

    private long kept(Total total) {
        return total == Total.BUYERS ? ReplyValues.number(reply.get(BUYERS)) : ReplyValues.number(totals, total.key());
    }

    private BoardAudience audience() {
        Response audience = reply.get(AUDIENCE);
        return new BoardAudience(
                ReplyValues.number(audience.get(0)),
                ReplyValues.number(audience.get(1)),
                ReplyValues.number(audience.get(2)),
                ReplyValues.number(audience.get(3)),
                ReplyValues.number(audience.get(4)));
    }

    private @Nullable BoardGoal goal() {
        Long amount = setting("goal");
        return amount == null ? null : new BoardGoal(amount, setting("goalReachedAt"), projected());
    }

    /** The GMV at the planned end, at the average pace since the start, rounded down; null if no end is planned. */
    private @Nullable Long projected() {
        long started = ReplyValues.number(stream, "startedAt");
        long elapsed = at - started;
        long planned = ReplyValues.number(stream, "endsAt") - started;
        if (!"live".equals(stream.get("status")) || elapsed <= 0 || planned < elapsed) {
            return null;
        }
        // The product can exceed a long. Browsers cannot show what exceeds 2^53 exactly.
        return BigInteger.valueOf(kept(Total.GMV))
                .multiply(BigInteger.valueOf(planned))
                .divide(BigInteger.valueOf(elapsed))
                .min(MAX_EXACT)
                .longValue();
    }

    private BoardStream settings() {
        return new BoardStream(
                id,
                text("title"),
                text("status"),
                text("currency"),
                text("timezone"),
                setting("startedAt"),
                setting("endsAt"),
                setting("endedAt"),
                "1".equals(stream.get("openOrders")));
    }

    private String text(String field) {
        return stream.getOrDefault(field, "");
    }

    private @Nullable Long setting(String field) {
        String value = stream.get(field);
        return value == null ? null : Long.valueOf(value);
    }

    private Map<Dimension, Ranking> rankings() {
        Response rankings = reply.get(RANKINGS);
        Map<String, Response> byName = new HashMap<>();
        for (int i = 0; i + 1 < rankings.size(); i += 2) {
            byName.put(rankings.get(i).toString(), rankings.get(i + 1));
        }
        Map<Dimension, Ranking> read = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            read.put(dimension, ranking(dimension, Objects.requireNonNull(byName.get(dimension.key()))));
        }
        return read;
    }

    private Ranking ranking(Dimension dimension, Response rows) {
        int catalogue = 2 + dimension.counts().size();
        int width = catalogue + (dimension.isCatalogued() ? 1 : 0);
        List<RankedName> names = new ArrayList<>(rows.size() / width);
        for (int i = 0; i + width <= rows.size(); i += width) {
            int row = i;
            names.add(new RankedName(
                    rows.get(i).toString(),
                    dimension.isCatalogued() ? label(rows.get(i + catalogue)) : null,
                    measure -> measure(dimension, measure, rows, row)));
        }
        return new Ranking(names);
    }

    private static long measure(Dimension dimension, Measure measure, Response rows, int row) {
        if (measure == Measure.GMV) {
            return ReplyValues.number(rows.get(row + 1));
        }
        int counted = dimension.counts().indexOf(measure);
        return counted < 0 ? 0 : ReplyValues.number(rows.get(row + 2 + counted));
    }

    private @Nullable ProductLabel label(@Nullable Response catalogue) {
        return catalogue == null ? null : labels.of(catalogue.toString());
    }

    private List<RecentOrder> recent() {
        Response rows = reply.get(RECENT);
        List<RecentOrder> recent = new ArrayList<>(rows.size());
        for (Response row : rows) {
            String text = row.toString();
            int space = text.indexOf(' ');
            recent.add(new RecentOrder(Seq.parse(text.substring(0, space)), text.substring(space + 1)));
        }
        return recent;
    }
}
