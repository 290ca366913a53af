package org.livetally.intake.connectors.platform;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Text;
import org.livetally.domain.rule.Rule;
import org.livetally.wire.LinesJson.Rules;

/** The lines of a shop's order while it is read, and what they add up to. */
public final class OrderLines {
    private final List<Drafts.Line> lines = new ArrayList<>();
    private long sum;

    /**
     * The sku of a line, or what else names its product: shops leave skus empty.
     *
     * @param ids a prefix and an id, in the order of preference; an id that is missing, empty or 0 names nothing
     */
    public static String sku(@Nullable String sku, String... ids) {
        if (sku != null && !Text.normal(sku).isEmpty()) {
            return sku.strip();
        }
        for (int i = 1; i < ids.length; i += 2) {
            if (!ids[i].isEmpty() && !ids[i].equals("0")) {
                return ids[i - 1] + ids[i];
            }
        }
        return "unknown";
    }

    /**
     * The units of a line.
     *
     * @throws UnreadableException if they are no integer from 0 to what a message takes
     */
    public static long quantity(String field, @Nullable String text) throws UnreadableException {
        long quantity = Money.amount(field, text, 0);
        if (quantity < 0 || quantity > Rules.OF_PRODUCERS.qty()) {
            throw new UnreadableException(Rule.HOOK_FORM.reason(field));
        }
        return quantity;
    }

    /**
     * Adds a line; one of no units is none.
     *
     * @param field names the line in the exception, such as {@code line_items[0]}
     * @param qty as {@link #quantity} reads it
     * @param amount minor units for the whole line
     * @throws UnreadableException if it is less than nothing, or more than a message takes
     */
    public void add(String field, String sku, long qty, long amount) throws UnreadableException {
        if (amount < 0 || amount > Rules.OF_PRODUCERS.amount()) {
            throw new UnreadableException(Rule.HOOK_FORM.reason(field));
        }
        if (qty > 0) {
            put(sku, qty, amount);
        }
    }

    private void put(String sku, long qty, long amount) {
        lines.add(new Drafts.Line(sku, qty, amount));
        sum += amount;
    }

    /** Minor units of all lines. */
    public long sum() {
        return sum;
    }

    public List<Drafts.Line> lines() {
        return List.copyOf(lines);
    }

    /**
     * Makes the lines add up to what the buyer pays. What that exceeds them by is tax, tips, and as the rest, which
     * fees and duties are in, shipping. What it falls short of them by is a discount on the whole order, and comes off the
     * last lines.
     *
     * @param total minor units, not negative
     * @param tax minor units that are not in the lines
     * @param tip minor units that are not in the lines
     */
    public void complete(long total, long tax, long tip) {
        long rest = total - sum;
        for (int i = lines.size() - 1; i >= 0 && rest < 0; i--) {
            Drafts.Line line = lines.get(i);
            long off = Math.min(line.amount(), -rest);
            lines.set(i, new Drafts.Line(line.sku(), line.qty(), line.amount() - off));
            sum -= off;
            rest += off;
        }
        rest -= extra(Drafts.TAX, tax, rest);
        rest -= extra(Drafts.TIP, tip, rest);
        extra(Drafts.SHIPPING, rest, rest);
    }

    private long extra(String sku, long amount, long most) {
        long extra = Math.min(amount, most);
        if (extra <= 0) {
            return 0;
        }
        put(sku, 1, extra);
        return extra;
    }
}
