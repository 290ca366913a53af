package org.livetally.intake.connectors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.intake.connectors.doudian.DoudianPlatform;
import org.livetally.intake.connectors.platform.Platform;
import org.livetally.intake.connectors.shopify.ShopifyPlatform;
import org.livetally.intake.connectors.standard.StandardPlatform;
import org.livetally.intake.connectors.stripe.StripePlatform;
import org.livetally.intake.connectors.woocommerce.WooCommercePlatform;
import org.livetally.intake.connectors.youzan.YouzanPlatform;

/** Every kind of connector. Rules of settings, forms and the endpoint go through this list. */
final class Platforms {
    private static final List<Platform> ALL = List.of(
            new StandardPlatform(),
            new ShopifyPlatform(),
            new WooCommercePlatform(),
            new StripePlatform(),
            new YouzanPlatform(),
            new DoudianPlatform());
    private static final Map<String, Platform> BY_KIND = byKind();

    private Platforms() {}

    private static Map<String, Platform> byKind() {
        Map<String, Platform> kinds = new LinkedHashMap<>();
        ALL.forEach(platform -> kinds.put(platform.kind(), platform));
        return kinds;
    }

    static List<Platform> all() {
        return ALL;
    }

    /** The platform of a kind; null if there is no such kind. */
    static @Nullable Platform of(@Nullable String kind) {
        return kind == null ? null : BY_KIND.get(kind);
    }

    /** The names of all kinds, for people. */
    static String names() {
        return String.join(", ", BY_KIND.keySet());
    }
}
