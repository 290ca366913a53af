package org.livetally.boards;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardAudience;
import org.livetally.domain.board.BoardDeals;
import org.livetally.domain.board.BoardGoal;
import org.livetally.domain.board.BoardGoods;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardLedger;
import org.livetally.domain.board.BoardLedger.Sealed;
import org.livetally.domain.board.BoardShow;
import org.livetally.domain.board.BoardStream;
import org.livetally.domain.board.BoardTallies;
import org.livetally.domain.board.BoardTotals;
import org.livetally.domain.board.RecentOrder;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Total;
import org.livetally.streams.Archived;
import org.livetally.streams.LikeSources;

/**
 * The reply of {@code read_board.lua}, as a board. A board has no prices, since the catalogue is read over HTTP.
 */
final class BoardDecoder {
    private static final int SETTINGS = 0;
    private static final int TOTALS = 1;
    private static final int AUDIENCE = 2;
    private static final int BUYERS = 3;
    private static final int TREND = 4;
    private static final int RECENT = 5;
    private static final int RANKINGS = 6;
    private static final int SHOW = 7;
    private static final int STOCK = 8;
    private static final int DEALS = 9;
    private static final int MEMBERS = 10;
    private static final int SOURCES = 11;
    private static final int SEAL = 12;

    private final BoardId id;
    private final Response reply;
    private final long at;
    private final RankingDecoder rankings;
    private final Map<String, String> stream;
    private final Map<String, String> totals;

    /** @param at epoch milliseconds of the reply */
    BoardDecoder(BoardId id, Response reply, long at, NameLabels labels) {
        this.id = id;
        this.reply = reply;
        this.at = at;
        this.stream = ReplyValues.texts(reply.get(SETTINGS));
        this.totals = ReplyValues.texts(reply.get(TOTALS));
        this.rankings = new RankingDecoder(labels, Basis.ALL_TALLIES.equals(totals.get("tallies")));
    }

    /** The newest seq; empty if there is none. */
    String last() {
        return totals.getOrDefault("last", "");
    }

    /** Epoch milliseconds of the reply. */
    long at() {
        return at;
    }

    long version() {
        return ReplyValues.number(totals, "version");
    }

    /** The settings of the stream. */
    Map<String, String> settings() {
        return stream;
    }

    /** Says that the stream is in a file; null while it is in Redis. */
    @Nullable
    Archived archived() {
        String archived = stream.get(Archived.SETTING);
        return archived == null ? null : Archived.of(archived);
    }

    /**
     * The board of an archived stream.
     *
     * @param counted what its ledger comes to
     */
    Board board(Board counted) {
        return new Board(
                version(),
                at,
                counted.stream(),
                counted.goal(),
                counted.goods(),
                new BoardTallies(
                        counted.tallies().totals(),
                        audience(),
                        counted.tallies().rankings(),
                        counted.tallies().trend()),
                counted.deals(),
                counted.recent(),
                ledger(),
                null);
    }

    /**
     * The board.
     *
     * @param known the minutes read before; receives those of the reply, too
     * @param members those read before
     * @throws org.livetally.http.Problem 503, if a campaign's tallies are not what its ledgers say now
     */
    Board board(TrendReading known, MemberRows members) {
        if (id.isCampaign()) {
            CampaignDecoder.requireFollowed(stream);
        }
        known.add(reply.get(TREND));
        BoardTallies tallies = new BoardTallies(
                new BoardTotals(this::kept), audience(), rankings.read(reply.get(RANKINGS)), known.trend());
        BoardStream settings = boardStream();
        return new Board(
                version(),
                at,
                settings,
                goal(settings, tallies),
                goods(),
                tallies,
                deals(),
                recent(),
                id.isCampaign() ? null : ledger(),
                id.isCampaign() ? CampaignDecoder.campaign(id, stream, members.with(reply.get(MEMBERS))) : null);
    }

    private long kept(Total total) {
        return total == Total.BUYERS ? ReplyValues.number(reply.get(BUYERS)) : ReplyValues.number(totals, total.key());
    }

    private BoardAudience audience() {
        Response audience = reply.get(AUDIENCE);
        return new BoardAudience(
                ReplyValues.number(audience.get(0)),
                ReplyValues.number(audience.get(1)),
                // The members of a campaign need not have had their peaks at the same moment.
                id.isCampaign() ? null : ReplyValues.number(audience.get(2)),
                ReplyValues.number(audience.get(3)),
                ReplyValues.number(audience.get(4)),
                LikeSources.of(reply.get(SOURCES)));
    }

    private @Nullable BoardGoal goal(BoardStream settings, BoardTallies tallies) {
        Long amount = setting("goal");
        return amount == null ? null : BoardGoal.of(amount, setting("goalReachedAt"), settings, tallies, at);
    }

    private BoardStream boardStream() {
        return new BoardStream(
                id,
                text("title"),
                text("status"),
                text("currency"),
                text("timezone"),
                startedAt(),
                setting("endsAt"),
                setting("endedAt"),
                "1".equals(stream.get("openOrders")));
    }

    /** A campaign begins when it is planned to, or else when it was made. */
    private @Nullable Long startedAt() {
        if (!id.isCampaign()) {
            return setting("startedAt");
        }
        return setting(stream.containsKey("startsAt") ? "startsAt" : "createdAt");
    }

    private String text(String field) {
        return stream.getOrDefault(field, "");
    }

    private @Nullable Long setting(String field) {
        return number(stream.get(field));
    }

    static @Nullable Long number(@Nullable String value) {
        return value == null ? null : Long.valueOf(value);
    }

    private BoardGoods goods() {
        Map<String, String> show = ReplyValues.texts(reply.get(SHOW));
        Response left = reply.get(STOCK);
        Map<String, Long> stock = new LinkedHashMap<>();
        for (int i = 0; i + 1 < left.size(); i += 2) {
            stock.put(left.get(i).toString(), ReplyValues.number(left.get(i + 1)));
        }
        return new BoardGoods(new BoardShow(show.get("host"), show.get("sku"), number(show.get("since"))), stock);
    }

    private BoardDeals deals() {
        Map<String, String> kept = ReplyValues.texts(reply.get(DEALS));
        return kept.isEmpty()
                ? BoardDeals.NONE
                : new BoardDeals(total -> ReplyValues.number(kept, total.key()), setting("signedRecord"));
    }

    private BoardLedger ledger() {
        Response seal = reply.get(SEAL);
        return new BoardLedger(
                last().isEmpty() ? null : Seq.parse(last()),
                seal.get(0) == null
                        ? null
                        : new Sealed(
                                Seq.parse(seal.get(0).toString()),
                                seal.get(1).toString(),
                                ReplyValues.number(seal.get(2)),
                                ReplyValues.number(seal.get(3))));
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
