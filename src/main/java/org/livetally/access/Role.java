package org.livetally.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Ids;

/** The role of a token. */
public enum Role {
    /** Sends orders for its streams. */
    PRODUCER,
    /** Reads the boards of its streams. */
    SCREEN,
    /** Does everything, for all streams or for its own. */
    OPERATOR;

    private final String claim = name().toLowerCase(Locale.ROOT);

    /** The role's name in a token. */
    public String claim() {
        return claim;
    }

    /** Whether a token of this role must name its streams. Otherwise, a token without streams is for all of them. */
    public boolean isForNamedStreams() {
        return this != OPERATOR;
    }

    /**
     * Whether a token of this role may name this board: a stream, or a campaign with its {@code @}. Nobody sends orders to
     * a campaign.
     */
    public boolean mayName(String board) {
        return this == PRODUCER ? Ids.isStream(board) : Ids.isBoard(board);
    }

    /** What the names in a token of this role must be. */
    public Rule nameRule() {
        return this == PRODUCER ? Rule.STREAM_ID : Rule.BOARD_ID;
    }

    static Optional<Role> of(String claim) {
        return Stream.of(values()).filter(role -> role.claim.equals(claim)).findFirst();
    }
}
