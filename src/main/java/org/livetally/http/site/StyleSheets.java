package org.livetally.http.site;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The style sheets of a page. The page's own sheet imports them and holds nothing else, so its head has links to them
 * in its place: a browser asks for all of them at once, and not for the imports when it has read the sheet.
 */
final class StyleSheets {
    static final Pattern IMPORT = Pattern.compile("@import '([^'\\n]+)';");

    private StyleSheets() {}

    /**
     * The links for a page's head, in the order of the imports.
     *
     * @param sheet the path of the page's own sheet
     * @param files the file at a path of the site
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
