package org.livetally.domain.board;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Integers;

/**
 * The document a screen shows, as read at one moment. Immutable.
 *
 * @param version raised by every change
 * @param at epoch milliseconds at which it was read
 * @param goal null if there is none
 * @param recent the newest paid orders, newest first; at most {@link #MAX_RECENT}
 * @param ledger what only the board of a stream has; null on that of a campaign, whose members have a ledger each
 * @param campaign what only the board of a campaign has; null on that of a stream
 */
public record Board(
        long version,
        long at,
        BoardStream stream,
        @Nullable BoardGoal goal,
        BoardGoods goods,
        BoardTallies tallies,
        BoardDeals deals,
        List<RecentOrder> recent,
        @Nullable BoardLedger ledger,
        @Nullable BoardCampaign campaign) {
    /**
     * The number of minutes in a board's trend: the newest 1,440, which is a day. Redis and the audit keep older ones.
     */
    public static final int TREND_MINUTES = 1_440;

    /** Maximum number of {@code recent} orders. Redis keeps no more. */
    public static final int MAX_RECENT = 20;

    /**
     * Minimum time in milliseconds between two readings of a board, between two flushes of a stream's likes into it,
     * and between two attempts to update a screen that was too slow.
     */
    public static final long TICK_MS = 100;

    /** The most updates a second that a screen can get. */
    public static final int MAX_RATE = (int) (1_000 / TICK_MS);

    public Board {
        recent = List.copyOf(recent);
    }

    /** The board of a stream of whose ledger nothing is known. */
    public Board(
            long version,
            long at,
            BoardStream stream,
            @Nullable BoardGoal goal,
            BoardGoods goods,
            BoardTallies tallies,
            BoardDeals deals,
            List<RecentOrder> recent) {
        this(version, at, stream, goal, goods, tallies, deals, recent, null, null);
    }

    /**
     * This board with the tallies, the deals and the newest orders of another added. It has its own settings, goal
     * and goods: what is on air elsewhere and what is left there is not added. It is of no single ledger. Its version is the sum of both versions,
     * so every change of either raises it; it is as old as the older one.
     *
     * @throws ArithmeticException if a sum exceeds 2^53 - 1; names the sum
     * @throws IllegalArgumentException if the other one counts in another currency
     */
    public Board plus(Board other) {
        if (!stream.currency().equals(other.stream.currency())) {
            throw new IllegalArgumentException("boards in " + stream.currency() + " and " + other.stream.currency()
                    + " cannot be added: " + stream.id() + ", " + other.stream.id());
        }
        return new Board(
                Integers.exactSum("version", version, other.version),
                Math.min(at, other.at),
                stream,
                goal,
                goods,
                tallies.plus(other.tallies),
                deals.plus(other.deals),
                RecentOrder.newest(recent, other.recent),
                null,
                campaign);
    }
}
