package org.livetally.intake.connectors;

import java.util.List;
import java.util.Objects;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.platform.Shop;

/**
 * An address for the webhooks of one shop.
 *
 * @param id unguessable, since it is the address: 22 characters of Base64url
 * @param title what people call it; "" for none
 * @param secrets all that are valid now, oldest first; never shown, never logged
 * @param paused whether deliveries are acknowledged and listed, but not counted
 * @param createdAt epoch milliseconds
 * @param edition another one after each change
 * @param startedAt of its stream, epoch milliseconds; 0 if it has not started
 */
record ShopConnector(
        String id,
        String kind,
        String title,
        Shop shop,
        List<String> secrets,
        boolean paused,
        long createdAt,
        long edition,
        long startedAt) {
    private static final long SECOND_MS = 1_000;

    String stream() {
        return shop.stream();
    }

    /** Whether this is an order that was placed before the show began, as far as shops say: they leave out the milliseconds. */
    boolean isBeforeShow(Message message) {
        return message instanceof Order order
                && order.at() != Message.NO_TIME
                && order.at() < startedAt - startedAt % SECOND_MS
                && platform().sellsAllDay();
    }

    Platform platform() {
        return Objects.requireNonNull(Platforms.of(kind), kind);
    }

    /** Without secrets: what is printed by accident must not hold one. */
    @Override
    public String toString() {
        return "connector " + id + " of " + stream();
    }
}
