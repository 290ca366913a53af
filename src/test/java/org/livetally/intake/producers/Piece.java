package org.livetally.intake.producers;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of JSON text, and what the contract makes of it.
 *
 * @param json empty where a field is missing
 */
record Piece(String json, Verdict verdict) {
    /** From harmless to harmful: of several pieces, the worst counts. */
    enum Verdict {
        /** To be taken. */
        GOOD,
        /** Well formed, but its message is to be refused. */
        BAD,
        /** Left open. */
        ANY,
        /** No JSON, or nested too deep: the frame is to be refused. */
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

    /** The pieces that are there, with commas between them, in brackets or braces. */
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
