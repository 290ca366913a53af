package org.livetally.boards;

import io.vertx.redis.client.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardCampaign;
import org.livetally.domain.board.BoardCampaign.Member;

/** The members of a campaign: those of the last reading, and those whose rows changed after it. */
final class MemberRows {
    private static final int COLUMNS = 5;
    /** Before every version. */
    private static final long BEFORE_ALL = -1;

    private final long version;
    private final @Nullable BoardCampaign before;
    private final Map<String, Member> streams;

    private MemberRows(long version, @Nullable BoardCampaign before) {
        this.version = version;
        this.before = before;
        this.streams = new LinkedHashMap<>(before == null ? Map.of() : before.streams());
    }

    /** The members of the last reading; none if it is null. */
    static MemberRows of(@Nullable Board previous) {
        return previous == null
                ? new MemberRows(BEFORE_ALL, null)
                : new MemberRows(previous.version(), previous.campaign());
    }

    /** Members that have changed since this version must be read. */
    long version() {
        return version;
    }

    /** Whether a reading has the members of the last one; those that left are in no row. */
    boolean isEditionOf(@Nullable BoardCampaign now) {
        return before == null || now == null || before.edition() == now.edition();
    }

    /** The members after a script's reply. */
    Map<String, Member> with(Response rows) {
        for (int i = 0; i + COLUMNS <= rows.size(); i += COLUMNS) {
            streams.put(
                    rows.get(i).toString(),
                    new Member(
                            text(rows.get(i + 1)),
                            text(rows.get(i + 2)),
                            ReplyValues.number(rows.get(i + 3)),
                            ReplyValues.number(rows.get(i + 4))));
        }
        return streams;
    }

    private static String text(@Nullable Response value) {
        return value == null ? "" : value.toString();
    }
}
