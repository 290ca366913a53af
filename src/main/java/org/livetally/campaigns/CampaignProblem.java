package org.livetally.campaigns;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;

/**
 * Why a campaign's tallies are not what its ledgers say now. While there is such a reason, its board is not shown as if
 * it were the present.
 *
 * @param stream the member at fault; null if none is
 */
public record CampaignProblem(Kind kind, @Nullable String stream) {
    /** What the problem is. */
    public enum Kind {
        /** The ledger of a member has less than was counted, and nobody has accepted that yet. */
        WENT_BACK,
        /** The ledger of a member cannot be read, or is not what it should be. */
        UNREADABLE,
        /** A total would pass 2^53 - 1. */
        FULL
    }

    /** As Redis holds it. */
    public String text() {
        return stream == null ? kind.name() : kind.name() + " " + stream;
    }

    /**
     * Parses the output of {@link #text}.
     *
     * @throws IllegalArgumentException if the kind is unknown
     */
    public static CampaignProblem parse(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? new CampaignProblem(Kind.valueOf(text), null)
                : new CampaignProblem(Kind.valueOf(text.substring(0, space)), text.substring(space + 1));
    }

    /** The reason, for people. */
    public Reason reason() {
        String named = stream == null ? "" : stream;
        return switch (kind) {
            case WENT_BACK -> Rule.CAMPAIGN_WENT_BACK.reason(named);
            case UNREADABLE -> Rule.CAMPAIGN_UNREADABLE.reason(named);
            case FULL -> Rule.CAMPAIGN_FULL.reason();
        };
    }
}
