package org.livetally.http.site;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module that is written in parts and served as one file, so that people can copy it and browsers need one request.
 * The first comment of its entry comes first; then each part follows once, after everything that it imports. The
 * exports of the file are those of the entry.
 *
 * <p>No bundler: the parts are joined as they are written, and their names share one scope. So two parts must not
 * define the same name, imports must not rename, and each import and export must be a statement of its own at the
 * beginning of a line. {@code JoinedModuleTest} runs the file, which fails otherwise.
 */
final class JoinedModule {
    private static final Pattern OPENING = Pattern.compile("\\A/\\*\\*.*?\\*/\\n", Pattern.DOTALL);
    /** An import, or an export of another module's definitions. */
    private static final Pattern FROM =
            Pattern.compile("^(?:import|export) (?:\\{[\\w\\s,]*}|\\*) from '([^'\\n]+)';\\n", Pattern.MULTILINE);

    private static final Pattern EXPORT_FROM =
            Pattern.compile("^(export \\{[\\w\\s,]*}) from '[^'\\n]+';\\n", Pattern.MULTILINE);
    /** {@code export {}} makes a module of a file that holds only types. */
    private static final Pattern EXPORT = Pattern.compile("^export (?:\\{};\\n)?", Pattern.MULTILINE);
    /** An import for type checkers, which see the type itself in the joined file. */
    private static final Pattern TYPES = Pattern.compile("^/\\*\\* @import .*\\*/\\n", Pattern.MULTILINE);

    private final Function<String, Optional<byte[]>> files;
    private final Map<String, String> parts = new LinkedHashMap<>();
    private final Set<String> importing = new LinkedHashSet<>();

    private JoinedModule(Function<String, Optional<byte[]>> files) {
        this.files = files;
    }

    /**
     * The same files, except that the module at this path is joined with everything that it imports.
     *
     * <p>Reading it throws an {@link IllegalStateException} if a part is missing or modules import one another in a
     * circle.
     *
     * @param entry path of the module; there may be none
     * @param files returns the file at a path of the site
     */
    static Function<String, Optional<byte[]>> at(String entry, Function<String, Optional<byte[]>> files) {
        return path -> {
            Optional<byte[]> file = files.apply(path);
            return path.equals(entry) ? file.map(bytes -> new JoinedModule(files).join(path, bytes)) : file;
        };
    }

    private byte[] join(String entry, byte[] bytes) {
        String text = text(bytes);
        addImportsOf(entry, text);
        Matcher opening = OPENING.matcher(text);
        String comment = opening.find() ? opening.group() : "";
        String own = EXPORT_FROM.matcher(text.substring(comment.length())).replaceAll("$1;\n");
        parts.put(entry, without(TYPES, without(FROM, own)).strip());
        return (comment + "\n" + String.join("\n\n", parts.values()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void addImportsOf(String path, String text) {
        if (!importing.add(path)) {
            throw new IllegalStateException(path + " imports itself, by way of " + importing);
        }
        Matcher from = FROM.matcher(text);
        while (from.find()) {
            String part = URI.create(path).resolve(from.group(1)).getPath();
            if (!parts.containsKey(part)) {
                add(part);
            }
        }
        importing.remove(path);
    }

    private void add(String path) {
        String text = text(files.apply(path).orElseThrow(() -> new IllegalStateException("no module " + path)));
        addImportsOf(path, text);
        parts.put(path, without(EXPORT, without(TYPES, without(FROM, text))).strip());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String without(Pattern what, String text) {
        return what.matcher(text).replaceAll("");
    }
}
