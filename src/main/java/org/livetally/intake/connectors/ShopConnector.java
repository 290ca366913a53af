package org.livetally.intake.connectors;

import java.util.List;
import java.util.Objects;
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
 */
record ShopConnector(
        String id,
        String kind,
        String title,
        Shop shop,
        List<String> secrets,
        boolean paused,
        long createdAt,
        long edition) {

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
