package org.livetally.boards;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.livetally.domain.board.BoardLedger.Sealed;
import org.livetally.domain.board.RecentOrder;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Dimension;

/** The parts of one board's replies that may be the same in the next one, and then are not decoded again. */
final class BoardParts {
    private final Carried<Map<String, String>> settings = new Carried<>();
    private final Carried<Map<String, String>> show = new Carried<>();
    private final Carried<Map<String, String>> deals = new Carried<>();
    private final Carried<Map<String, Long>> stock = new Carried<>();
    private final Carried<Optional<Sealed>> seal = new Carried<>();
    private final CarriedRows<RecentOrder> recent =
            new CarriedRows<>(1, (row, before, old) -> new RecentOrder(row.utf8()));
    private boolean countsAll;
    private Map<Dimension, RankingDecoder> rankings = Map.of();

    Map<String, String> settings(PackedReply reply) {
        return settings.of(reply, BoardParts::texts);
    }

    Map<String, String> show(PackedReply reply) {
        return show.of(reply, BoardParts::texts);
    }

    Map<String, String> deals(PackedReply reply) {
        return deals.of(reply, BoardParts::texts);
    }

    /** What is left of products, the least first. */
    Map<String, Long> stock(PackedReply reply) {
        return stock.of(reply, BoardParts::numbers);
    }

    Optional<Sealed> seal(PackedReply reply) {
        return seal.of(reply, BoardParts::sealed);
    }

    CarriedRows<RecentOrder> recent() {
        return recent;
    }

    /**
     * The decoders of the rankings. Their rows follow from bytes and from what the stream counts, so they begin anew when that
     * changes.
     *
     * @param all false for a stream that an earlier version began, which counted less
     */
    Map<Dimension, RankingDecoder> rankings(NameLabels labels, boolean all) {
        if (rankings.isEmpty() || countsAll != all) {
            countsAll = all;
            rankings = RankingDecoder.each(labels, all);
        }
        return rankings;
    }

    /** A hash, from {@code field, value, …}. */
    static Map<String, String> texts(PackedReply pairs) {
        Map<String, String> texts = new HashMap<>();
        for (int left = pairs.list(); left > 0; left -= 2) {
            texts.put(Objects.requireNonNull(pairs.text()), Objects.requireNonNull(pairs.text()));
        }
        return Collections.unmodifiableMap(texts);
    }

    private static Map<String, Long> numbers(PackedReply pairs) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        for (int left = pairs.list(); left > 0; left -= 2) {
            numbers.put(Objects.requireNonNull(pairs.text()), pairs.number());
        }
        return Collections.unmodifiableMap(numbers);
    }

    private static Optional<Sealed> sealed(PackedReply reply) {
        reply.list();
        String seq = reply.text();
        return seq == null
                ? Optional.empty()
                : Optional.of(new Sealed(
                        Seq.parse(seq), Objects.requireNonNull(reply.text()), reply.number(), reply.number()));
    }
}
