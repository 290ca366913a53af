package org.livetally.intake.connectors;

import java.util.List;
import java.util.Objects;
import org.livetally.domain.Sha256;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Signatures;

/**
 * An address for the webhooks of one shop.
 *
 * @param id unguessable, since it is the address: 22 characters of Base64url
 * @param title what people call it; "" for none
 * @param secrets all that are valid now, oldest first; never shown, never logged
 * @param paused whether deliveries are acknowledged and listed, but not counted
 * @param sinceStart whether only orders made since the stream's start count
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
        boolean sinceStart,
        long createdAt,
        long edition,
        long startedAt) {
    private static final long SECOND_MS = 1_000;
    private static final int NAME_LENGTH = 16;

    /** Stands for its id, which is its address, where others read along: in metrics and notifications. */
    String name() {
        return Sha256.hex(Signatures.utf8(id)).substring(0, NAME_LENGTH);
    }

    /** Whether this is an order that does not count, since it was made before the start. Shops leave out milliseconds. */
    boolean isTooEarly(Message message) {
        return sinceStart
                && message instanceof Order order
                && order.at() != Message.NO_TIME
                && order.at() < startedAt - startedAt % SECOND_MS;
    }

    String stream() {
        return shop.stream();
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
