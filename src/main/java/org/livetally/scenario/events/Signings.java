package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealEvent.Delivery;
import org.livetally.domain.order.DealEvent.Kind;
import org.livetally.domain.order.DealEvent.Terms;
import org.livetally.domain.order.Message;
import org.livetally.scenario.Reported;
import org.livetally.scenario.Reported.Other;
import org.livetally.scenario.StreamScript.Settings;

/** Contracts of a stream, and what is delivered of them, as a table. */
final class Signings {
    private static final long YUAN = 100;
    private static final String DELIVERY = "delivery";
    private static final String UNKNOWN = "-";

    private Signings() {}

    /**
     * What a table says.
     *
     * @param table a message a line: id, moment, {@code intent}, {@code agreement} or {@code delivery}, the counterparty (or the
     *     deal that is delivered), product, quantity, unit, yuan; a cell that is not known is "-"
     */
    static List<Reported> of(Settings stream, String table) {
        List<Reported> reports = new ArrayList<>();
        for (String line : table.split("\n")) {
            reports.add(new Other(Reported.OFFICE, message(stream, line.split("\\|"))));
        }
        return reports;
    }

    private static Message message(Settings stream, String[] cells) {
        long at = stream.at(cells[1]);
        long amount = Long.parseLong(cells[7]) * YUAN;
        Long qty = cells[5].equals(UNKNOWN) ? null : Long.valueOf(cells[5]);
        return cells[2].equals(DELIVERY)
                ? new Delivery(cells[0], stream.id(), cells[3], amount, qty, null, at, null)
                : new Deal(cells[0], stream.id(), kind(cells[2]), terms(cells, amount, qty), null, at, null);
    }

    private static Kind kind(String name) {
        return Objects.requireNonNull(Kind.named(name), name);
    }

    private static Terms terms(String[] cells, long amount, @Nullable Long qty) {
        return new Terms(cells[3], amount, known(cells[4]), qty, known(cells[6]), null, null);
    }

    private static @Nullable String known(String cell) {
        return cell.equals(UNKNOWN) ? null : cell;
    }
}
