package org.livetally.boards;

import io.vertx.redis.client.Response;
import java.util.EnumMap;
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
import org.livetally.domain.board.Ranking;
import org.livetally.domain.board.RecentOrder;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Total;
import org.livetally.streams.Archived;
import org.livetally.streams.LikeSources;

/**
 * The reply of {@code read_board.lua}, as a board. A board has no prices, since the catalogue is read over HTTP.
 */
final class BoardDecoder {
    /** The places in the reply; the first holds all that is packed. */
    private static final int PACKED = 0;

    private static final int TREND = 1;
    private static final int MEMBERS = 2;
    private static final int SOURCES = 3;

    private final BoardId id;
    private final Response reply;
    private final long at;
    private final Map<String, String> stream;
    private final Map<String, String> totals;
    private final BoardAudience audience;
    private final long buyers;
    private final Map<String, String> show;
    private final Map<String, Long> stock;
    private final Map<String, String> deals;
    private final @Nullable Sealed sealed;
    private final List<RecentOrder> recent;
    private final Map<Dimension, Ranking> rankings = new EnumMap<>(Dimension.class);

    /**
     * @param at epoch milliseconds of the reply
     * @param parts what the last replies of this board were decoded to
     */
    BoardDecoder(BoardId id, Response reply, long at, BoardParts parts, NameLabels labels) {
        this.id = id;
        this.reply = reply;
        this.at = at;
        PackedReply packed = PackedReply.of(reply.get(PACKED));
        packed.list();
        this.stream = parts.settings(packed);
        this.totals = BoardParts.texts(packed);
        this.audience = audience(packed);
        this.buyers = packed.number();
        this.show = parts.show(packed);
        this.stock = parts.stock(packed);
        this.deals = parts.deals(packed);
        this.sealed = parts.seal(packed).orElse(null);
        this.recent = parts.recent().of(packed);
        packed.list();
        boolean countsAll = Basis.ALL_TALLIES.equals(totals.get("tallies"));
        parts.rankings(labels, countsAll).forEach((dimension, decoder) -> rankings.put(dimension, decoder.of(packed)));
    }

    /** The newest seq; empty if there is none. */
    String last() {
        return totals.getOrDefault("last", "");
    }

    /** Whether a node has noted that the ledger went back. */
    boolean isLost() {
        return totals.containsKey("lost");
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
                        audience,
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
        BoardTallies tallies = new BoardTallies(new BoardTotals(this::kept), audience, rankings, known.trend());
        BoardStream settings = boardStream();
        return new Board(
                version(),
                at,
                settings,
                goal(settings, tallies),
                goods(),
                tallies,
                deals(),
                recent,
                id.isCampaign() ? null : ledger(),
                id.isCampaign() ? CampaignDecoder.campaign(id, stream, members.with(reply.get(MEMBERS))) : null);
    }

    private long kept(Total total) {
        return total == Total.BUYERS ? buyers : ReplyValues.number(totals, total.key());
    }

    private BoardAudience audience(PackedReply figures) {
        figures.list();
        return new BoardAudience(
                figures.number(),
                figures.number(),
                // The members of a campaign need not have had their peaks at the same moment.
                peak(figures.number()),
                figures.number(),
                figures.number(),
                LikeSources.of(reply.get(SOURCES)));
    }

    private @Nullable Long peak(long viewers) {
        return id.isCampaign() ? null : viewers;
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
        return new BoardGoods(new BoardShow(show.get("host"), show.get("sku"), number(show.get("since"))), stock);
    }

    private BoardDeals deals() {
        return deals.isEmpty()
                ? BoardDeals.NONE
                : new BoardDeals(total -> ReplyValues.number(deals, total.key()), setting("signedRecord"));
    }

    private BoardLedger ledger() {
        return new BoardLedger(last().isEmpty() ? null : Seq.parse(last()), sealed);
    }
}
