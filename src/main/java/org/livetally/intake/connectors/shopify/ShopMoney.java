package org.livetally.intake.connectors.shopify;

import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.intake.connectors.platform.HookJson;
import org.livetally.intake.connectors.platform.Money;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.UnreadableException;

/** Amounts in the currency of the shop. What the buyer saw, {@code presentment_money}, may be in another. */
final class ShopMoney {
    private ShopMoney() {}

    /**
     * Minor units of an amount: that of {@code <name>_set.shop_money}, or else of {@code <name>}, which is in the shop's
     * currency as well.
     *
     * @param path of the object, for the exception; ends in a point, or is empty
     * @throws UnreadableException if it is missing, no whole number of minor units, or in another currency
     */
    static long amount(HookJson of, String path, String name, Shop shop) throws UnreadableException {
        HookJson set = of.at(name + "_set").at("shop_money");
        return set.isMissing() ? Money.amount(path + name, of.text(name), shop.digits()) : inSet(of, path, name, shop);
    }

    /** The same, of an amount that has such a set: what stands beside it may be a double. */
    static long inSet(HookJson of, String path, String name, Shop shop) throws UnreadableException {
        HookJson set = of.at(name + "_set").at("shop_money");
        require(set.text("currency_code"), shop);
        return Money.amount(path + name + "_set.shop_money.amount", set.text("amount"), shop.digits());
    }

    /** An amount that may be missing, and is nothing then. */
    static long optional(HookJson of, String name, Shop shop) throws UnreadableException {
        boolean missing = of.at(name + "_set").isMissing() && of.at(name).isMissing();
        return missing ? 0 : amount(of, "", name, shop);
    }

    /** @param currency null if it is not said */
    static void require(@Nullable String currency, Shop shop) throws UnreadableException {
        Reason other = currency == null ? null : shop.otherCurrency(currency);
        if (other != null) {
            throw new UnreadableException(other);
        }
    }
}
