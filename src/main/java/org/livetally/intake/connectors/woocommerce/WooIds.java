package org.livetally.intake.connectors.woocommerce;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Sha256;
import org.livetally.domain.rule.Rule;
import org.livetally.intake.connectors.platform.HookJson;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.Signatures;
import org.livetally.intake.connectors.platform.UnreadableException;

/**
 * Ids of messages, from those of the shop, which every WooCommerce counts from 1. So the name of the shop is in them if the
 * connector has one: then orders of several shops can be in one stream.
 */
final class WooIds {
    private static final Pattern ID = Pattern.compile("[0-9]{1,20}");
    private static final int HASH_CHARACTERS = 8;

    private final String prefix;

    WooIds(Shop shop) {
        prefix = prefix(shop);
    }

    /** What all of them begin with. */
    static String prefix(Shop shop) {
        String hash = shop.domain() == null
                ? ""
                : Sha256.hex(Signatures.utf8(Shop.host(shop.domain()))).substring(0, HASH_CHARACTERS) + "-";
        return "woo-" + hash;
    }

    /** The id in a field, as the shop counts. */
    static String id(HookJson body, String field) throws UnreadableException {
        String id = body.required(field);
        if (!ID.matcher(id).matches()) {
            throw new UnreadableException(Rule.HOOK_FORM.reason(field));
        }
        return id;
    }

    String order(String id) {
        return prefix + id;
    }

    String payment(String id) {
        return prefix + id + "-paid";
    }

    String cancellation(String id) {
        return prefix + id + "-cancelled";
    }

    String refund(String id) {
        return prefix + "refund-" + id;
    }

    /** Null for a guest, who has the id 0. */
    @Nullable
    String buyer(@Nullable String customer) {
        return customer == null || customer.equals("0") ? null : prefix + "c" + customer;
    }
}
