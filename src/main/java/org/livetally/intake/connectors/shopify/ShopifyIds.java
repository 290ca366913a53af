package org.livetally.intake.connectors.shopify;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.Drafts;
import org.livetally.intake.connectors.platform.HookJson;
import org.livetally.intake.connectors.platform.UnreadableException;

/** Ids of messages, from those of the shop: numbers that exceed 2^53, kept as text. */
final class ShopifyIds {
    private static final String PREFIX = "shopify-";

    /**
     * Digits, or as text what SHOPLINE may use: never a number that something has written as a power of ten, and nothing
     * with a {@code -}, which separates the parts of our ids.
     */
    private static final Pattern ID = Pattern.compile("(?![0-9]+[eE][0-9]+$)[0-9A-Za-z_]{1,64}");

    private ShopifyIds() {}

    /**
     * The id in a field. If the body has its global id as well, both must agree: something on the way that reads numbers
     * as doubles has rounded one of them.
     */
    static String id(HookJson body, String field) throws UnreadableException {
        String id = body.required(field);
        if (!ID.matcher(id).matches()) {
            throw new UnreadableException(Rule.HOOK_FORM.reason(field));
        }
        String global = field.equals("id") ? body.text("admin_graphql_api_id") : null;
        if (global != null && !global.substring(global.lastIndexOf('/') + 1).equals(id)) {
            throw new UnreadableException(Rule.HOOK_FORM.reason("admin_graphql_api_id"));
        }
        return id;
    }

    static String order(String id) {
        return Drafts.fit(PREFIX + id);
    }

    static String payment(String id) {
        return Drafts.fit(PREFIX + id + "-paid");
    }

    static String cancellation(String id) {
        return Drafts.fit(PREFIX + id + "-cancelled");
    }

    static String refund(String id) {
        return Drafts.fit(PREFIX + "refund-" + id);
    }

    static @Nullable String buyer(@Nullable String id) {
        return id == null ? null : PREFIX + "c" + id;
    }
}
