package org.livetally.intake.files;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A header, taken apart.
 *
 * @param name in lower case, without spaces, underscores and unit
 * @param unit that the header states, as in {@code 金额(元)} and {@code amount_fen}; null if it states none
 */
record HeaderName(String name, @Nullable Unit unit) {
    private static final String BEFORE = "[\\s(\\[/_:,]+(?:单位[:\\s]*)?(?:";
    private static final Pattern FEN = Pattern.compile(BEFORE + "分|fen|cents?)[)\\]]?$");
    private static final String YUAN = "元|yuan|rmb|cny";

    /** @param currency of the stream, whose code names the major unit, too */
    static HeaderName of(String header, String currency) {
        String text = plain(header).toLowerCase(Locale.ROOT);
        Matcher fen = FEN.matcher(text);
        if (fen.find()) {
            return new HeaderName(joined(text.substring(0, fen.start())), Unit.FEN);
        }
        Pattern major = Pattern.compile(BEFORE
                + (currency.equals("CNY") ? YUAN : Pattern.quote(currency.toLowerCase(Locale.ROOT))) + ")[)\\]]?$");
        Matcher yuan = major.matcher(text);
        return yuan.find()
                ? new HeaderName(joined(text.substring(0, yuan.start())), Unit.YUAN)
                : new HeaderName(joined(text), null);
    }

    /** The header as people read it, whatever the width of its characters. */
    static String plain(String header) {
        return Normalizer.normalize(header, Form.NFKC).strip();
    }

    private static String joined(String text) {
        return text.replaceAll("[\\s_]", "");
    }
}
