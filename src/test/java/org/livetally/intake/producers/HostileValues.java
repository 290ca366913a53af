package org.livetally.intake.producers;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Values of the contract's fields: mostly good ones, some that break the field's rule, a few that are not JSON. */
final class HostileValues {
    private static final int GOOD = 195;
    private static final int BAD = 4;
    private static final int BROKEN = 1;
    private static final int MAX_TEXT = 64;

    /** Characters of one or two UTF-16 units, in several forms of JSON. */
    private static final List<String> CHARACTERS = List.of(
            "a",
            "Z",
            "0",
            "-",
            " ",
            "'",
            "那",
            "é",
            "\ud83d\ude00",
            "\\\"",
            "\\\\",
            "\\/",
            "\\u0069",
            "\\u90a3",
            "\\ud83d\\ude00",
            "\u2028",
            "\uffff",
            "\u00a0");

    private static final List<Piece> NO_TEXT = bad(
            "\"\"",
            "true",
            "7",
            "1.5",
            "[]",
            "{}",
            "[\"a\"]",
            "{\"id\":\"a\"}",
            "\"\\u0000\"",
            "\"a\\nb\"",
            "\"\\u007f\"",
            "\"\\u0085\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"a\\ud83d\"",
            '"' + "x".repeat(MAX_TEXT + 1) + '"',
            '"' + "\ud83d\ude00".repeat(MAX_TEXT + 1) + '"',
            '"' + "那".repeat(3_000) + '"');

    private static final List<Piece> BROKEN_TEXT =
            broken("\"", "\"\\x\"", "\"\\u12\"", "\"\t\"", "\"\u0000\"", "'a'", "a", "\"a\"\"b\"", "\"a\" \"b\"", "");

    private static final List<Piece> BROKEN_NUMBER = broken(
            "01", "+1", "-", "1.", ".5", "1e", "1e+", "0x10", "NaN", "Infinity", "-Infinity", "1_000", "1,000", "1 0");

    private HostileValues() {}

    /** A name or an id. */
    static Arbitrary<Piece> text(Arbitrary<String> usual) {
        Arbitrary<Piece> odd = Arbitraries.of(CHARACTERS)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(characters -> Piece.good('"' + within(String.join("", characters)) + '"'));
        Arbitrary<Piece> longest =
                Arbitraries.of(CHARACTERS).map(one -> Piece.good('"' + within(one.repeat(MAX_TEXT - 2)) + '"'));
        Arbitrary<Piece> good = Arbitraries.frequencyOf(
                Tuple.of(85, usual.map(text -> Piece.good('"' + text + '"'))), Tuple.of(12, odd), Tuple.of(3, longest));
        return mostly(good, NO_TEXT, BROKEN_TEXT);
    }

    /** An integer within these bounds, often one of the bounds. */
    static Arbitrary<Piece> integer(long least, long most) {
        Arbitrary<Piece> good = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.longs().between(least, most).map(number -> Piece.good("" + number))),
                Tuple.of(1, Arbitraries.of(least, most).map(number -> Piece.good("" + number))));
        List<Piece> wrong = bad(
                "" + (least - 1),
                "" + (most + 1),
                "-1",
                "-9223372036854775808",
                "-9223372036854775809",
                "9223372036854775807",
                "9223372036854775808",
                "9".repeat(100),
                least + ".0",
                most + ".5",
                "1e3",
                "1E0",
                "0.0",
                "1e999999999",
                "-1e-999999999",
                "\"" + least + '"',
                "true",
                "[" + least + ']',
                "{}");
        return mostly(good, wrong, BROKEN_NUMBER);
    }

    /** Blanks at the ends do not count, so there are none. */
    private static String within(String text) {
        return 'a' + text + 'z';
    }

    /** One of the good or the bad ones. */
    static Arbitrary<Piece> word(List<String> good, String... bad) {
        return mostly(Arbitraries.of(good).map(Piece::good), bad(bad), BROKEN_TEXT);
    }

    /** A value that is ignored: well-formed JSON of any kind, deep, long, or none. */
    static Arbitrary<Piece> unknown() {
        Arbitrary<Piece> plain = Arbitraries.of(
                        "null",
                        "true",
                        "-0",
                        "1e3",
                        "1e999999999",
                        "[]",
                        "{}",
                        "\"\\ud800\"",
                        "\"\\u0000\"",
                        "[1,[2,{\"id\":\"x\"}]]",
                        "{\"type\":\"refund\",\"lines\":[null]}",
                        "\"那曲\"")
                .map(Piece::good);
        Arbitrary<Piece> nested = Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(20, Arbitraries.integers().between(1, 20)),
                                Tuple.of(1, Arbitraries.of(1_000, 20_000))),
                        Arbitraries.of("[", "{\"a\":"))
                .as(HostileValues::nested);
        Arbitrary<Piece> longText =
                Arbitraries.integers().between(100, 20_000).map(length -> Piece.good('"' + "x".repeat(length) + '"'));
        Arbitrary<Piece> longNumber = Arbitraries.integers()
                .between(1, 2_000)
                .map(digits -> digits <= 100 ? Piece.good("9".repeat(digits)) : Piece.any("9".repeat(digits)));
        return Arbitraries.frequencyOf(
                Tuple.of(80, plain),
                Tuple.of(15, nested),
                Tuple.of(2, longText),
                Tuple.of(2, longNumber),
                Tuple.of(1, Arbitraries.of(BROKEN_NUMBER)));
    }

    /** In a line of an order in an array, 12 more levels make 16, the maximum; 16 never fit into a message. */
    private static Piece nested(int depth, String open) {
        String close = open.equals("[") ? "]" : "}";
        String json = open.repeat(depth) + (open.equals("[") ? "" : "1") + close.repeat(depth);
        if (depth <= 12) {
            return Piece.good(json);
        }
        return depth < 16 ? Piece.any(json) : Piece.broken(json);
    }

    static Arbitrary<Piece> mostly(Arbitrary<Piece> good, List<Piece> bad, List<Piece> broken) {
        return Arbitraries.frequencyOf(
                Tuple.of(GOOD, good), Tuple.of(BAD, Arbitraries.of(bad)), Tuple.of(BROKEN, Arbitraries.of(broken)));
    }

    static List<Piece> bad(String... json) {
        return List.of(json).stream().map(Piece::bad).toList();
    }

    static List<Piece> broken(String... json) {
        return List.of(json).stream().map(Piece::broken).toList();
    }
}
