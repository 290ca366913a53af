package org.livetally.intake.producers;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of JSON text, and its verdict by the contract.
 *
 * @param json empty if a field is missing
 */
record Piece(String json, Verdict verdict) {
    /** From harmless to harmful; of several pieces, the worst counts. */
    enum Verdict {
        /** Must be accepted. */
        GOOD,
        /** Well formed, but its message must be refused. */
        BAD,
        /** Either is right. */
        ANY,
        /** Not JSON, or nested too deep: the frame must be refused. */
        BROKEN
    }

    static Piece good(String json) {
        return new Piece(json, Verdict.GOOD);
    }

    static Piece bad(String json) {
        return new Piece(json, Verdict.BAD);
    }

    static Piece any(String json) {
        return new Piece(json, Verdict.ANY);
    }

    static Piece broken(String json) {
        return new Piece(json, Verdict.BROKEN);
    }

    /** The present pieces, with commas between them, in brackets or braces. */
    static Piece joined(String open, List<Piece> pieces, String comma, String close) {
        String json = pieces.stream()
                .map(Piece::json)
                .filter(piece -> !piece.isEmpty())
                .collect(Collectors.joining(comma, open, close));
        return new Piece(json, worst(pieces));
    }

    static Verdict worst(List<Piece> pieces) {
        return pieces.stream().map(Piece::verdict).max(Verdict::compareTo).orElse(Verdict.GOOD);
    }

    Piece named(String name) {
        return new Piece('"' + name + "\":" + json, verdict);
    }
}
