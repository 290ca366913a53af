package org.livetally.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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

    static Optional<Role> of(String claim) {
        return Stream.of(values()).filter(role -> role.claim.equals(claim)).findFirst();
    }
}
