package org.livetally.intake.producers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** A grammar of the contract's messages, any part of which may be wrong. */
final class HostileMessages {
    private static final long EARLIEST = 946_684_800_000L;
    private static final long LARGEST = 1_000_000_000_000L;

    private HostileMessages() {}

    /** Messages on this stream, mostly orders. */
    static Arbitrary<Piece> about(String stream) {
        return Arbitraries.frequencyOf(
                Tuple.of(5, order(stream)),
                Tuple.of(1, event(stream, "payment", List.of(rarely("lines", HostileValues.unknown())))),
                Tuple.of(1, event(stream, "cancellation", List.of(rarely("lines", HostileValues.unknown())))),
                Tuple.of(1, event(stream, "refund", refund())),
                Tuple.of(1, stock(stream)),
                Tuple.of(1, show(stream)));
    }

    private static Arbitrary<Piece> stock(String stream) {
        Arbitrary<Piece> add = HostileValues.mostly(
                Arbitraries.of("1", "-1", "1000000000", "-1000000000").map(Piece::good),
                HostileValues.bad("0", "-0", "1000000001", "1.5", "1e3", "\"1\"", "{}"),
                HostileValues.broken("01", "+1", "-"));
        return object(List.of(
                type("stock"),
                required("id", HostileValues.text(ids())),
                required("stream", HostileValues.text(Arbitraries.just(stream))),
                required("sku", HostileValues.text(Arbitraries.of("tea", "cordyceps-5g"))),
                required("add", add),
                optional("at", HostileValues.integer(EARLIEST, HostileFrames.NOW + 60_000)),
                rarely("order", HostileValues.unknown()),
                rarely("host", HostileValues.unknown())));
    }

    private static Arbitrary<Piece> show(String stream) {
        return object(List.of(
                type("show"),
                required("id", HostileValues.text(ids())),
                required("stream", HostileValues.text(Arbitraries.just(stream))),
                Arbitraries.frequencyOf(
                        Tuple.of(9, HostileValues.text(Arbitraries.just("tea")).map(sku -> sku.named("sku"))),
                        Tuple.of(1, Arbitraries.just(Piece.good("null").named("sku")))),
                optional("host", HostileValues.text(Arbitraries.just("苗伟伦"))),
                optional("at", HostileValues.integer(EARLIEST, HostileFrames.NOW + 60_000)),
                rarely("add", HostileValues.unknown()),
                rarely("lines", HostileValues.unknown())));
    }

    private static List<Arbitrary<Piece>> refund() {
        return List.of(
                required("amount", HostileValues.integer(1, 100 * LARGEST)),
                optional("lines", returned()),
                optional("restock", HostileValues.word(List.of("true", "false", "null"), "1", "\"true\"", "{}", "[]")));
    }

    private static Arbitrary<Piece> returned() {
        Arbitrary<Piece> qty = HostileValues.integer(1, 1_000_000);
        Arbitrary<Piece> lines = Combinators.combine(
                        line("tea", qty),
                        line("honey", qty),
                        Arbitraries.integers().between(1, 2))
                .as((tea, honey, size) -> Piece.joined("[", List.of(tea, honey).subList(0, size), ",", "]"));
        String good = "{\"sku\":\"tea\",\"qty\":1}";
        return HostileValues.mostly(
                lines,
                HostileValues.bad("[]", "{}", "7", good, "[null]", "[" + good + "," + good + "]"),
                HostileValues.broken("[" + good, "[" + good + ",]"));
    }

    private static Arbitrary<Piece> line(String sku, Arbitrary<Piece> qty) {
        return object(List.of(
                required("sku", Arbitraries.just(Piece.good('"' + sku + '"'))),
                required("qty", qty),
                rarely("amount", HostileValues.unknown())));
    }

    private static Arbitrary<Piece> order(String stream) {
        Arbitrary<Piece> name = HostileValues.text(Arbitraries.of("u-1", "u-2", "仁爱社区", "杭州"));
        Arbitrary<Piece> buyer = object(List.of(optional("id", name), optional("group", name), optional("city", name)));
        Arbitrary<Piece> status = HostileValues.word(
                List.of("\"paid\"", "\"placed\"", "null", "\"pa\\u0069d\""),
                "\"PAID\"",
                "\"\"",
                "\"paid \"",
                "1",
                "{}",
                "[\"paid\"]");
        return object(List.of(
                type("order"),
                required("id", HostileValues.text(ids())),
                required("stream", HostileValues.text(Arbitraries.just(stream))),
                optional("channel", HostileValues.text(Arbitraries.just("wsnb"))),
                optional("host", HostileValues.text(Arbitraries.just("苗伟伦"))),
                optional(
                        "buyer",
                        HostileValues.mostly(
                                buyer,
                                HostileValues.bad("7", "[]", "\"u-1\"", "false"),
                                List.of(Piece.broken("{"), Piece.broken("}")))),
                required("lines", lines()),
                optional("status", status),
                optional("at", HostileValues.integer(EARLIEST, HostileFrames.NOW + 60_000)),
                // a field of other messages, so it is ignored here
                rarely("order", HostileValues.unknown()),
                rarely("amount", HostileValues.unknown()),
                rarely("restock", HostileValues.unknown()),
                rarely("sku", HostileValues.unknown()),
                rarely("add", HostileValues.unknown())));
    }

    private static Arbitrary<Piece> lines() {
        Arbitrary<Piece> line = object(List.of(
                required("sku", HostileValues.text(Arbitraries.of("tea", "cordyceps-5g"))),
                required("qty", HostileValues.integer(1, 1_000_000)),
                required("amount", HostileValues.integer(0, LARGEST))));
        Arbitrary<Piece> some = line.list().ofMinSize(1).ofMaxSize(3).map(list -> Piece.joined("[", list, ",", "]"));
        String good = "{\"sku\":\"tea\",\"qty\":1,\"amount\":-0}";
        Piece hundred = Piece.joined("[", Collections.nCopies(100, Piece.good(good)), ",", "]");
        Piece more = Piece.bad("[" + (good + ",").repeat(100) + good + "]");
        List<Piece> bad = new ArrayList<>(
                HostileValues.bad("[]", "null", "{}", good, "[[" + good + "]]", "[null]", "[" + good + ",1]"));
        bad.add(more);
        return HostileValues.mostly(
                Arbitraries.frequencyOf(Tuple.of(99, some), Tuple.of(1, Arbitraries.just(hundred))),
                bad,
                HostileValues.broken(
                        "[" + good + ",]", "[," + good + "]", "[" + good, good + "]", "[" + good + " " + good + "]"));
    }

    private static Arbitrary<Piece> event(String stream, String type, List<Arbitrary<Piece>> more) {
        List<Arbitrary<Piece>> fields = new ArrayList<>(List.of(
                type(type),
                required("id", HostileValues.text(ids())),
                required("stream", HostileValues.text(Arbitraries.just(stream))),
                required("order", HostileValues.text(ids())),
                optional("at", HostileValues.integer(EARLIEST, HostileFrames.NOW + 60_000)),
                rarely("status", HostileValues.unknown())));
        fields.addAll(more);
        return object(fields);
    }

    private static Arbitrary<Piece> type(String type) {
        return required(
                "type",
                HostileValues.word(
                        List.of('"' + type + '"'),
                        "\"like\"",
                        "\"Order\"",
                        "\"\"",
                        "null",
                        "1",
                        "[\"order\"]",
                        "\"order\\u0000\""));
    }

    private static Arbitrary<String> ids() {
        return Arbitraries.integers().between(0, 50_000).map(number -> "o-" + number);
    }

    /** Fields in any order, with unknown ones and whitespace between them. */
    private static Arbitrary<Piece> object(List<Arbitrary<Piece>> fields) {
        List<Arbitrary<Piece>> all = new ArrayList<>(fields);
        all.add(rarely("note", HostileValues.unknown()));
        all.add(rarely("__proto__", HostileValues.unknown()));
        Arbitrary<Integer> turn = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(1, 20)));
        return Combinators.combine(
                        Combinators.combine(all).as(list -> list), turn, Arbitraries.of(",", ",", " ,\n\t\r"))
                .as(HostileMessages::object);
    }

    private static Piece object(List<Piece> fields, int turn, String comma) {
        List<Piece> turned = new ArrayList<>(fields);
        Collections.rotate(turned, turn);
        return Piece.joined("{", turned, comma, "}");
    }

    private static Arbitrary<Piece> required(String name, Arbitrary<Piece> value) {
        List<Piece> missing = List.of(Piece.bad(""), Piece.bad("null").named(name));
        return Arbitraries.frequencyOf(Tuple.of(197, present(name, value)), Tuple.of(3, Arbitraries.of(missing)));
    }

    private static Arbitrary<Piece> optional(String name, Arbitrary<Piece> value) {
        return Arbitraries.frequencyOf(
                Tuple.of(6, present(name, value)),
                Tuple.of(3, Arbitraries.just(Piece.good(""))),
                Tuple.of(1, Arbitraries.just(Piece.good("null").named(name))));
    }

    private static Arbitrary<Piece> rarely(String name, Arbitrary<Piece> value) {
        return Arbitraries.frequencyOf(
                Tuple.of(49, Arbitraries.just(Piece.good(""))), Tuple.of(1, value.map(piece -> piece.named(name))));
    }

    /** Once, or twice with the same value; the name is sometimes escaped. */
    private static Arbitrary<Piece> present(String name, Arbitrary<Piece> value) {
        String escaped = String.format("\\u%04x", (int) name.charAt(0)) + name.substring(1);
        return Arbitraries.frequencyOf(
                Tuple.of(96, value.map(piece -> piece.named(name))),
                Tuple.of(2, value.map(piece -> piece.named(escaped))),
                Tuple.of(
                        2,
                        value.map(piece -> Piece.joined("", List.of(piece.named(name), piece.named(name)), ",", ""))));
    }
}
