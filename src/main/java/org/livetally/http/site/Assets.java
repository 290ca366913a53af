package org.livetally.http.site;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.http.SharedBody;

/**
 * Files below folders of the class path, read once and served from memory; shared by all event loops.
 *
 * <p>Not Vert.x' StaticHandler: that looks below the working directory before the class path, so a folder named
 * {@code webroot} in the directory where somebody starts us would replace the pages. It also unpacks the jar into a
 * temporary directory, which a killed process leaves behind. All files together have some 2 MB.
 *
 * <p>A path must look like that of a file: plain segments, none of which starts with a dot, and a type from the list.
 * So there is no way out of the folder (an encoded slash stays encoded, and a percent sign is not plain), and no
 * directory to list. Paths without a file are not remembered; otherwise clients could fill the memory.
 */
final class Assets {
    /** The pattern recurses once for each segment, and no path of ours is longer. */
    private static final int MAX_PATH = 256;

    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_@][A-Za-z0-9_@+.-]*)+\\.([a-z0-9]{2,11})");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("mp3", "audio/mpeg"));

    private final Function<String, Optional<byte[]>> files;
    private final String caching;
    private final Map<String, SharedBody> held = new ConcurrentHashMap<>();

    /** @param files returns the file at a path, such as those {@link #below} a folder */
    Assets(Function<String, Optional<byte[]>> files, String caching) {
        this.files = files;
        this.caching = caching;
    }

    /** Serves the paths of the route at which there is a file. */
    void mount(Route route) {
        route.handler(context -> {
            HttpMethod method = context.request().method();
            // Checked here, since the route may match every path: a POST to a path without a file is 404, not 405.
            if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
                serve(context, context.normalizedPath());
            } else {
                context.next();
            }
        });
    }

    private void serve(RoutingContext context, String path) {
        SharedBody asset = held.get(path);
        String type = type(path);
        if (asset != null) {
            asset.send(context, caching);
        } else if (type != null) {
            readThenSend(context, path, type);
        } else {
            context.next();
        }
    }

    private static @Nullable String type(String path) {
        if (path.length() > MAX_PATH) {
            return null;
        }
        var plain = PLAIN.matcher(path);
        return plain.matches() ? TYPES.get(plain.group(2)) : null;
    }

    private void readThenSend(RoutingContext context, String path, String type) {
        context.vertx()
                .executeBlocking(() -> Optional.ofNullable(held.computeIfAbsent(path, file -> load(file, type))), false)
                .onSuccess(file -> file.ifPresentOrElse(asset -> asset.send(context, caching), context::next))
                .onFailure(context::fail);
    }

    /** Reads the file once, however many clients ask at the same time. */
    private @Nullable SharedBody load(String path, String type) {
        return files.apply(path).map(bytes -> SharedBody.of(bytes, type)).orElse(null);
    }

    /** The files below one folder of the class path, by their paths relative to it. */
    static Function<String, Optional<byte[]>> below(String folder) {
        return path -> {
            try {
                return read(folder + path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** The content of the file at this path of the class path, if there is one. */
    static Optional<byte[]> read(String path) throws IOException {
        URL url = Assets.class.getResource("/" + path);
        if (url == null || isDirectory(url)) {
            return Optional.empty();
        }
        try (InputStream in = url.openStream()) {
            return Optional.of(in.readAllBytes());
        }
    }

    /** Java opens a directory as the list of its files. */
    private static boolean isDirectory(URL url) {
        return url.getProtocol().equals("file") && Files.isDirectory(Path.of(URI.create(url.toString())));
    }
}
