package org.livetally.intake.connectors.platform;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Currencies;

/**
 * What a translation needs to know of its connector.
 *
 * @param stream the stream that its orders count for
 * @param channel the channel of its orders; null for none
 * @param currency the stream's
 * @param total whether an order counts with shipping, tax and tips, else its goods alone
 * @param test whether test orders count: only for trying out
 * @param domain the one shop whose deliveries are taken, such as {@code x.myshopify.com}; null for any
 * @param options the kind's own settings
 */
public record Shop(
        String stream,
        @Nullable String channel,
        String currency,
        boolean total,
        boolean test,
        @Nullable String domain,
        Map<String, String> options) {

    /** The digits of the stream's minor unit. */
    public int digits() {
        return Currencies.digits(currency);
    }

    /** Why an amount in this currency cannot count here; null if it can. Codes are compared in capitals. */
    public @Nullable Reason otherCurrency(@Nullable String given) {
        String code = given == null ? "" : given.toUpperCase(Locale.ROOT);
        return code.equals(currency) ? null : Rule.OTHER_CURRENCY.reason(currency, code);
    }

    /** A setting of the kind's own. */
    public String option(Option option) {
        return options.getOrDefault(option.name(), option.initial());
    }
}
