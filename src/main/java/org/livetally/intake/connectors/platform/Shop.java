package org.livetally.intake.connectors.platform;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
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
    private static final Pattern SCHEME = Pattern.compile("^[a-z]+://");
    private static final Pattern SLASHES = Pattern.compile("/+$");

    /** The same with another {@link #domain}. */
    public Shop withDomain(@Nullable String domain) {
        return new Shop(stream, channel, currency, total, test, domain, options);
    }

    /** The digits of the stream's minor unit. */
    public int digits() {
        return Currencies.digits(currency);
    }

    /** Why an amount in this currency cannot count here; null if it can. Codes are compared in capitals. */
    public @Nullable Reason otherCurrency(@Nullable String given) {
        String code = HookJson.brief(given).toUpperCase(Locale.ROOT);
        return code.equals(currency) ? null : Rule.OTHER_CURRENCY.reason(currency, code);
    }

    /**
     * Why a delivery from this shop cannot count here; null if it can.
     *
     * @param given the shop that the sender names, as a domain or an address; null if it names none
     */
    public @Nullable Reason otherShop(@Nullable String given) {
        String from = host(given);
        return domain == null || host(domain).equals(from) ? null : Rule.HOOK_DOMAIN.reason(Drafts.fit(from), domain);
    }

    /** A shop's address without its scheme, in small letters; empty if there is none. */
    public static String host(@Nullable String address) {
        String small = address == null ? "" : address.strip().toLowerCase(Locale.ROOT);
        return SLASHES.matcher(SCHEME.matcher(small).replaceFirst("")).replaceFirst("");
    }

    /** A setting of the kind's own. */
    public String option(Option option) {
        return options.getOrDefault(option.name(), option.initial());
    }
}
