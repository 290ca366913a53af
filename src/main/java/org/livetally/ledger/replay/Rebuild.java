package org.livetally.ledger.replay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.basis.OnAir;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Seq;
import org.livetally.domain.tally.Tallies;
import org.livetally.ledger.Fingerprint;
import org.livetally.ledger.IdState;
import org.livetally.ledger.Recent;
import org.livetally.ledger.Recorded;
import org.livetally.ledger.read.BasisEntry;
import org.livetally.ledger.replay.Slices.Span;
import org.livetally.wire.ItemsJson;
import org.livetally.wire.LedgerJson;

/**
 * Computes from a ledger what Redis must hold of its stream: all that an {@link Audit} would compare, with its code, and at
 * constant memory, too. Blocking; not thread-safe.
 */
public final class Rebuild implements AutoCloseable {
    private static final String ITEMS = "items";

    private final Audit.Limits limits;
    private final Results results;
    /** Nobody asks: an audit of what is written finds them again. */
    private final Differences differences = new Differences();

    private final Recent recent = new Recent();
    private final Checks checks;
    private final Moved moved;
    private final StreamReplay stream;
    private final Map<Seq, String> dealBook = new TreeMap<>();

    /** Receives what Redis must hold, item by item. */
    @FunctionalInterface
    public interface Results {
        /**
         * One item.
         *
         * @param key the last part of the key's name, such as {@code ids}
         * @param name of a field, a member, or an entry; of an item of a list, empty
         * @param value of a field, a score, or what an entry or an item is; of a member of a set, empty
         */
        void add(String key, String name, String value);
    }

    /**
     * Begins with an empty ledger.
     *
     * @param basis of the stream before its first message; it is filled
     */
    public static Rebuild begin(String stream, Basis basis, Results results) {
        return new Rebuild(stream, basis, results, Audit.Limits.DEFAULT);
    }

    private Rebuild(String stream, Basis basis, Results results, Audit.Limits limits) {
        this.limits = limits;
        this.results = results;
        this.checks = Checks.of(stream, limits, differences);
        this.moved = new Moved(Seq.END, limits.names(), checks.names()::addMoved);
        this.stream = new StreamReplay(basis, Seq.END, moved, checks, differences);
    }

    /** Adds what the basis is said to be; all of it before the first message, oldest first. */
    public void addBasis(BasisEntry entry) {
        stream.addHeld(entry);
    }

    /**
     * Adds the next message.
     *
     * @param fingerprint as its value in {@code ids} had it; empty if nobody knows
     */
    public void add(Recorded recorded, String fingerprint) {
        stream.add(recorded);
        checks.ids().add(recorded, fingerprint);
    }

    /** Yields the results, once all messages are added. */
    public void finish() {
        stream.end();
        for (int partition = 0; partition < limits.partitions(); partition++) {
            Replay replay = new Replay(stream.basis(), new Replay.Results(moved, recent, checks.texts()), differences);
            checks.ids().replay(partition, replay);
            replay.lives().forEach(this::live);
        }
        moved.drain();
        moved.totals().forEach((name, sum) -> results.add(Tallies.TOTALS, name, Long.toString(sum)));
        for (NameCheck names : List.of(checks.names(), checks.groups())) { // the groups follow from the names
            for (int partition = 0; partition < limits.partitions(); partition++) {
                names.names(partition, kind -> Span.WHOLE).forEach(this::tally);
            }
        }
        for (int partition = 0; partition < limits.partitions(); partition++) {
            checks.texts().said(partition).forEach(this::text);
        }
        dealBook.forEach((seq, deal) -> results.add(DealBookReplay.BOOK, seq.toString(), deal));
        recent.texts().forEach(order -> results.add("recent", "", order));
        show(stream.onAir());
    }

    private void live(String id, Life life) {
        IdState state = life.state();
        if (state == null) {
            return; // a message is about it, and it is none
        }
        String fingerprint = Objects.requireNonNullElse(life.held(), "");
        IdState known = fingerprint.isEmpty() ? state : state.withFingerprint(Fingerprint.parse(fingerprint));
        results.add("ids", id, known.text());
        Order open = life.open();
        if (open != null) {
            results.add("placed", id, new String(LedgerJson.write(open), StandardCharsets.UTF_8));
        }
        if (!life.items().isEmpty()) {
            results.add(ITEMS, id, new String(ItemsJson.write(life.items()), StandardCharsets.UTF_8));
        }
    }

    private void tally(String text, NamedTally tally) {
        String kind = Differences.kind(text);
        String name = text.substring(kind.length() + 1);
        switch (kind) {
            case Tallies.BUYERS -> results.add(kind, name, "");
            case Tallies.GROUP_BUYERS -> {
                results.add(kind, name, "");
                checks.addGroupBuyer(name, Seq.END);
            }
            case Tallies.FREED -> {
                if (tally.sum == 0) { // given, and come back as often
                    results.add(kind, name, "0");
                }
            }
            default -> {
                if (tally.sum != 0 || NameCheck.RANKED.contains(kind)) {
                    results.add(kind, name, Long.toString(tally.sum));
                }
            }
        }
    }

    private void text(String text, String said) {
        String kind = Differences.kind(text);
        String name = text.substring(kind.length() + 1);
        switch (kind) {
            case ITEMS -> {} // of an order: see live
            case DealBookReplay.BOOK -> dealBook.put(Seq.parse(name), said); // they are few, and wanted in their order
            default -> results.add(kind, name, said);
        }
    }

    private void show(OnAir onAir) {
        onAir.fields().forEach((field, value) -> results.add("show", field, value));
    }

    @Override
    public void close() {
        checks.close();
    }
}
