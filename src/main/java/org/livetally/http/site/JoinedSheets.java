package org.livetally.http.site;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Style sheets that are written in parts and served as one file. A page's own sheet only imports the parts; a browser
 * would have to read it before it requests them, and each of them is a request.
 */
final class JoinedSheets {
    private static final Pattern IMPORT = Pattern.compile("@import '([^'\\n]+)';");

    private JoinedSheets() {}

    /**
     * The same files, except that a style sheet has the text of each sheet that it imports in the place of the import.
     *
     * <p>Reading it throws an {@link IllegalStateException} if a part is missing.
     *
     * @param files returns the file at a path of the site
     */
    static Function<String, Optional<byte[]>> of(Function<String, Optional<byte[]>> files) {
        return path ->
                path.endsWith(".css") ? files.apply(path).map(sheet -> join(path, sheet, files)) : files.apply(path);
    }

    private static byte[] join(String path, byte[] sheet, Function<String, Optional<byte[]>> files) {
        return IMPORT.matcher(text(sheet))
                .replaceAll(found -> Matcher.quoteReplacement(
                        part(URI.create(path).resolve(found.group(1)).getPath(), files)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String part(String path, Function<String, Optional<byte[]>> files) {
        return files.apply(path)
                .map(JoinedSheets::text)
                .orElseThrow(() -> new IllegalStateException("there is no style sheet " + path));
    }

    private static String text(byte[] sheet) {
        return new String(sheet, StandardCharsets.UTF_8);
    }
}
