package org.livetally.domain.board;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What only the board of a campaign has. Immutable.
 *
 * @param startsAt epoch milliseconds; null if no start is planned
 * @param endsAt epoch milliseconds; null if no end is planned
 * @param opening what had been sold before; null if nobody said so
 * @param edition differs from that of an earlier reading if other streams are members
 * @param streams the member streams, by id
 */
public record BoardCampaign(
        BoardId id,
        String title,
        @Nullable Long startsAt,
        @Nullable Long endsAt,
        @Nullable Opening opening,
        long edition,
        Map<String, Member> streams) {
    public BoardCampaign {
        streams = Collections.unmodifiableMap(new LinkedHashMap<>(streams));
    }

    /**
     * What had been sold before the campaign. It is in no total: screens show it apart.
     *
     * @param gmv minor units
     * @param asOf epoch milliseconds of the figure; null if unknown
     * @param note where the figure comes from, for people; null if nobody said so
     */
    public record Opening(
            long gmv, @Nullable Long asOf, @Nullable String note) {}

    /**
     * A member stream, as far as the campaign has counted it.
     *
     * @param status scheduled, live, ended or gone; a stream is gone once Redis no longer has it
     * @param gmv minor units
     */
    public record Member(String title, String status, long gmv, long orders) {}
}
