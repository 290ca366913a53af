package org.livetally.http.site;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the scripts that a page needs before it can draw anything, so that a browser can request them all at once.
 * Without a bundler it would find them one import at a time, six levels deep.
 *
 * <p>Thread-safe. A module is read only as far as its imports go, which stand before all else in ours and in the libraries: of a
 * megabyte of code 70 KB. To search all of it took a third of the server's start, whose code is slow as yet. An import further down works as well; the browser finds it when it gets there. {@code ModulesTest} holds every
 * module to that.
 */
final class Modules {
    /** White space and comments. Possessive, so that no length of them costs stack. */
    private static final String BETWEEN = "(?:\\s++|;|//[^\\n]*+|/\\*[\\s\\S]*?\\*/)*+";
    /**
     * The next import, if nothing else is before it. Also matches code without spaces. A dynamic import, such as
     * {@code import('echarts')}, comes later and does not match.
     */
    private static final Pattern IMPORT =
            Pattern.compile(BETWEEN + "(?:import|export)\\b(?:[\\w$*\\s{},]*?\\bfrom)?\\s*([\"'])([^\"'\\n]+)\\1");

    private final Map<String, String> importMap;
    private final Function<String, Optional<byte[]>> files;
    /** What each module imports, by its path: pages share most modules, so each is read once. Empty without a file. */
    private final Map<String, Optional<List<String>>> imports = new ConcurrentHashMap<>();

    /**
     * @param importMap from names, or prefixes of names that end in a slash, to paths
     * @param files returns the file at a path of the site
     */
    Modules(Map<String, String> importMap, Function<String, Optional<byte[]>> files) {
        this.importMap = importMap;
        this.files = files;
    }

    /**
     * The links for the head of a page, relative to its base: its script and everything that it imports. The browser
     * reports what is missing.
     */
    String links(String script) {
        Set<String> found = new LinkedHashSet<>();
        add(script, found);
        return found.stream()
                .map(path -> "<link rel=\"modulepreload\" href=\"" + path.substring(1) + "\">")
                .collect(Collectors.joining("\n  "));
    }

    private void add(String path, Set<String> found) {
        if (!found.contains(path)) {
            imports.computeIfAbsent(path, this::read).ifPresent(imported -> {
                found.add(path);
                imported.forEach(next -> add(next, found));
            });
        }
    }

    private Optional<List<String>> read(String path) {
        return files.apply(path)
                .map(code ->
                        names(code).stream().map(name -> resolve(name, path)).toList());
    }

    /** What a module imports, as it names it. */
    static List<String> names(byte[] code) {
        // Addresses are ASCII, and to look for them in bytes needs no decoding.
        Matcher next = IMPORT.matcher(new String(code, StandardCharsets.ISO_8859_1));
        List<String> names = new ArrayList<>();
        while (next.lookingAt()) {
            names.add(next.group(2));
            next.region(next.end(), code.length);
        }
        return names;
    }

    /**
     * Resolves a name as browsers do: the exact name, otherwise the longest prefix, otherwise relative to the importing
     * file.
     */
    private String resolve(String name, String from) {
        String exact = importMap.get(name);
        if (exact != null) {
            return exact;
        }
        return importMap.keySet().stream()
                .filter(key -> key.endsWith("/") && name.startsWith(key))
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .map(key -> importMap.get(key) + name.substring(key.length()))
                .orElseGet(() -> URI.create(from).resolve(name).getPath());
    }
}
