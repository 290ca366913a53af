package org.livetally.http.site;

import java.util.List;
import java.util.stream.Collectors;
import org.livetally.settings.Origin;

/**
 * The Content-Security-Policy of a page, as the header says it. Sources are lists in its words.
 *
 * @param scripts what may run
 * @param styles what may style the page
 * @param fonts where the page may have fonts from
 * @param ancestors whose pages may frame it
 */
record PagePolicy(String scripts, String styles, String fonts, String ancestors) {
    private static final String OWN = "'self'";

    /** Everything is from this server, except pictures. */
    static PagePolicy of(String scripts) {
        return new PagePolicy(scripts, OWN, OWN, OWN);
    }

    /** The same, in frames of pages of these origins as well. */
    PagePolicy framedBy(List<Origin> origins) {
        String others = origins.stream().map(origin -> " " + origin).collect(Collectors.joining());
        return new PagePolicy(scripts, styles, fonts, ancestors + others);
    }

    /**
     * The same, with style elements, and their fonts: OBS puts the custom CSS of a browser source into the page as one.
     * A style runs nothing.
     */
    PagePolicy styledByOthers() {
        return new PagePolicy(scripts, styles + " 'unsafe-inline'", fonts + " data: https:", ancestors);
    }

    @Override
    public String toString() {
        return "default-src 'none'; script-src " + scripts + "; style-src " + styles + "; connect-src 'self';"
                + " img-src 'self' data: https:; font-src " + fonts + "; frame-src 'self'; form-action 'none';"
                + " base-uri 'self'; frame-ancestors " + ancestors;
    }
}
