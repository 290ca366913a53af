package org.livetally.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which scripts a page needs before it can draw anything, so that a browser can ask for all of them at once. Without a bundler
 * it would find them one import at a time, six deep.
 */
final class Modules {
    private static final Pattern COMMENT =
            Pattern.compile("/\\*.*?\\*/|^\\s*//[^\\n]*", Pattern.DOTALL | Pattern.MULTILINE);
    /** Also in code without spaces. An import that is called, {@code import('echarts')}, comes later and is none of these. */
    private static final Pattern IMPORT =
            Pattern.compile("(?:^|[;}\\s])(?:import|export)\\b(?:[\\w$*\\s{},]*?\\bfrom)?\\s*([\"'])([^\"'\\n]+)\\1");

    private final Map<String, String> importMap;
    private final Function<String, Optional<byte[]>> files;

    /**
     * @param importMap from names, or beginnings of names that end in a slash, to paths
     * @param files the file at a path of the site
     */
    Modules(Map<String, String> importMap, Function<String, Optional<byte[]>> files) {
        this.importMap = importMap;
        this.files = files;
    }

    /** The links for a page's head: its script and all that it imports. What is not there is for the browser to tell. */
    String links(String script) {
        Set<String> found = new LinkedHashSet<>();
        add(script, found);
        return found.stream()
                .map(path -> "<link rel=\"modulepreload\" href=\"" + path + "\">")
                .collect(Collectors.joining("\n  "));
    }

    private void add(String path, Set<String> found) {
        if (found.contains(path)) {
            return;
        }
        files.apply(path).ifPresent(bytes -> {
            found.add(path);
            String code =
                    COMMENT.matcher(new String(bytes, StandardCharsets.UTF_8)).replaceAll("");
            Matcher imports = IMPORT.matcher(code);
            while (imports.find()) {
                add(resolve(imports.group(2), path), found);
            }
        });
    }

    /** As the browser does: the exact name, else the longest beginning, else relative to the importing file. */
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
