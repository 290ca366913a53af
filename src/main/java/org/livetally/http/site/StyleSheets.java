package org.livetally.http.site;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The style sheets of a page. The page's own sheet only imports them. So the page's head links to the imported sheets
 * instead: a browser requests all of them at once, without having to read that sheet first.
 */
final class StyleSheets {
    static final Pattern IMPORT = Pattern.compile("@import '([^'\\n]+)';");

    private StyleSheets() {}

    /**
     * The links for a page's head, in the order of the imports.
     *
     * @param sheet the path of the page's own sheet
     * @param files returns the file at a path of the site
     */
    static String links(String sheet, Function<String, Optional<byte[]>> files) {
        String text = files.apply(sheet)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        return IMPORT.matcher(text)
                .results()
                .map(found -> URI.create(sheet).resolve(found.group(1)).getPath())
                .map(path -> "<link rel=\"stylesheet\" href=\"" + path + "\">")
                .collect(Collectors.joining("\n  "));
    }
}
