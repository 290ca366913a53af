package org.livetally.campaigns;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A campaign: a board over many streams. Times are epoch milliseconds, amounts minor units.
 *
 * @param id as a stream's, without the {@code @} of its board
 * @param currency the code of ISO 4217; streams in another one cannot be members
 * @param timezone in which its days are counted; null for each stream's own
 * @param streams its members, in the order in which they were named; empty if they are chosen by prefix
 * @param prefix streams whose ids begin with it are members; null if they are named
 * @param edition raised by each change of {@code streams}, {@code prefix} or {@code timezone}
 * @param built the edition whose tallies stand; null while the first ones are built
 * @param status scheduled, live or ended, as it was written last
 * @param startsAt null if no start is planned
 * @param endsAt null if no end is planned
 * @param problem why its tallies are not what its ledgers say now; null if they are
 */
public record Campaign(
        String id,
        String title,
        String currency,
        @Nullable String timezone,
        List<String> streams,
        @Nullable String prefix,
        long edition,
        @Nullable Long built,
        String status,
        @Nullable Long startsAt,
        @Nullable Long endsAt,
        @Nullable CampaignProblem problem) {
    /** Maximum of streams in a campaign. */
    public static final int MAX_STREAMS = 10_000;

    public Campaign {
        streams = List.copyOf(streams);
    }

    /**
     * The members: the streams that are named, or those whose ids begin with the prefix.
     *
     * @param all the ids of all streams
     */
    public List<String> members(List<String> all) {
        return prefix == null
                ? streams
                : all.stream().filter(id -> id.startsWith(prefix)).toList();
    }

    /** Whether its tallies are those of its streams as they were named last. */
    public boolean isBuilt() {
        return built != null && built == edition;
    }

    /** Whether its tallies are what its ledgers say now, or said a moment ago. */
    public boolean isPresent() {
        return isBuilt() && problem == null;
    }

    /** The status at a time. A campaign without a planned start is live from the beginning. */
    public String statusAt(long now) {
        if (endsAt != null && now >= endsAt) {
            return "ended";
        }
        return startsAt != null && now < startsAt ? "scheduled" : "live";
    }
}
