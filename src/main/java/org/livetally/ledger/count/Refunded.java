package org.livetally.ledger.count;

import java.nio.charset.StandardCharsets;
import org.livetally.domain.order.Items;
import org.livetally.wire.ItemsJson;

/**
 * What was refunded of an order so far.
 *
 * @param amount minor units
 * @param items what came back; without numbers, which are not counted
 */
public record Refunded(long amount, Items items) {
    static final Refunded NOTHING = new Refunded(0, Items.NONE);

    /** Parses the output of {@link #text}. */
    public static Refunded parse(String text) {
        int space = text.indexOf(' ');
        byte[] items = text.substring(space + 1).getBytes(StandardCharsets.UTF_8);
        return new Refunded(Long.parseLong(text.substring(0, space)), ItemsJson.read(items));
    }

    /** As it is stored. */
    public String text() {
        return amount + " " + new String(ItemsJson.write(items), StandardCharsets.UTF_8);
    }
}
