package org.livetally.http.site;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.livetally.domain.Sha256;
import org.livetally.http.EntityTag;
import org.livetally.http.SharedBody;
import org.livetally.settings.Origin;

/**
 * An HTML page and its Content-Security-Policy. All that it links to is relative to its base, which leads from its path
 * to the root: so it works behind a proxy that puts a path before ours, and does not have to know it.
 *
 * @param html the file, for each depth of its path
 * @param policy allows the page's own files and, by its hash, its only inline script, the import map. So even a name
 *     from an order that got into the page as markup would run nothing
 */
record Page(List<SharedBody> html, String policy) {
    /** Of all pages, the deepest are those of certificates, and a slash may follow. */
    private static final int MAX_DEPTH = 4;

    static final String HTML = "text/html; charset=utf-8";
    private static final String BASE = "{base}";
    private static final String CONTENT = "{content}";
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script\\s+type=\"importmap\"\\s*>(.*?)</script>", Pattern.DOTALL);

    /** Reads the shell of all pages from the class path; a jar without it must not start. */
    static String shell(String path) {
        try {
            byte[] html = Assets.read(path).orElseThrow(() -> new IllegalStateException("no page " + path));
            return new String(html, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A page as text, at any depth and with any content. */
    record Filled(String html, PagePolicy policy) {
        String at(int depth, String content) {
            return html.replace(BASE, depth <= 1 ? "./" : "../".repeat(depth - 1))
                    .replace(CONTENT, content);
        }

        /** The same page, in frames of pages of these origins as well. */
        Filled framedBy(List<Origin> origins) {
            return new Filled(html, policy.framedBy(origins));
        }

        /** The same page, with whatever style the program that shows it adds. */
        Filled styledByOthers() {
            return new Filled(html, policy.styledByOthers());
        }
    }

    /** The page as bytes; its script draws what is on it. */
    static Page of(Filled page) {
        return new Page(atEachDepth(page), page.policy.toString());
    }

    /**
     * The shell with the script and the style of one page, from the page's folder, and links to everything that they
     * import. A page that only stands there has no script.
     */
    static Filled filled(String shell, String name, Modules modules) {
        String links = modules.links("/" + name + "/" + name + ".js");
        String script = "<script type=\"module\" src=\"" + name + "/" + name + ".js\"></script>";
        String html = shell.replace("{page}", name)
                .replace("{modules}", links)
                .replace("{script}", links.isEmpty() ? "" : script);
        StringBuilder scripts = new StringBuilder("'self'");
        Matcher map = IMPORT_MAP.matcher(shell);
        while (map.find()) {
            String hash = Sha256.base64(map.group(1).getBytes(StandardCharsets.UTF_8));
            scripts.append(" 'sha256-").append(hash).append('\'');
        }
        return new Filled(html, PagePolicy.of(scripts.toString()));
    }

    /** They share a tag, since an address has one depth. */
    private static List<SharedBody> atEachDepth(Filled page) {
        EntityTag tag = EntityTag.of(page.html.getBytes(StandardCharsets.UTF_8));
        return IntStream.rangeClosed(1, MAX_DEPTH)
                .mapToObj(depth -> page.at(depth, ""))
                .map(html -> SharedBody.of(html.getBytes(StandardCharsets.UTF_8), HTML, tag))
                .toList();
    }

    /** The import map of the shell: names, or prefixes of names, to paths of the site. */
    static Map<String, String> importMap(String shell) {
        Matcher map = IMPORT_MAP.matcher(shell);
        if (!map.find()) {
            return Map.of();
        }
        return new JsonObject(map.group(1))
                .getJsonObject("imports").stream()
                        .collect(
                                Collectors.toMap(Map.Entry::getKey, entry -> ((String) entry.getValue()).substring(1)));
    }

    /** How many parts the path has; of {@code /board/} two, as for a browser. */
    static int depth(String path) {
        return (int) path.chars().filter(one -> one == '/').count();
    }

    void send(RoutingContext context) {
        context.response().putHeader("Content-Security-Policy", policy);
        html.get(Math.min(depth(context.normalizedPath()), MAX_DEPTH) - 1).send(context, SharedBody.REVALIDATE);
    }
}
