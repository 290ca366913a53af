package org.livetally.grafana;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files of {@code grafana/}, read as JSON objects whatever they are written in. */
public final class Provided {
    /** Where they are; tests run in the root of the checkout. */
    public static final Path ROOT = Path.of("grafana");

    /** The folder of prometheus.yml and its rules. */
    public static final Path PROMETHEUS = ROOT.resolve("prometheus");

    private Provided() {}

    /** All dashboards, by name of their file. */
    public static List<Path> dashboards() {
        try (Stream<Path> files = Files.list(ROOT.resolve("dashboards"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonObject json(Path file) {
        return new JsonObject(text(file));
    }

    /** A YAML file whose top is a map. */
    public static JsonObject yaml(Path file) {
        Object top = new Load(LoadSettings.builder().setLabel(file.toString()).build()).loadFromString(text(file));
        if (!(top instanceof Map<?, ?> map)) {
            throw new AssertionError(file + " is not a map");
        }
        JsonObject json = new JsonObject();
        map.forEach((key, value) -> json.put(key.toString(), value));
        return json;
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
