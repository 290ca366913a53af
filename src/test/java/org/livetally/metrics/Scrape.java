package org.livetally.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.livetally.testing.LiveServer;

/** One reading of {@code /metrics}, in the text format. */
final class Scrape {
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    final String text;
    /** By the name in HELP and TYPE. */
    final Map<String, Family> families = new LinkedHashMap<>();

    final List<Sample> samples = new ArrayList<>();

    record Family(String type, String help) {}

    record Sample(String name, Map<String, String> labels, double value) {
        boolean has(String... wanted) {
            for (int i = 0; i < wanted.length; i += 2) {
                if (!wanted[i + 1].equals(labels.get(wanted[i]))) {
                    return false;
                }
            }
            return true;
        }
    }

    Scrape(String text) {
        this.text = text;
        Map<String, String> helps = new HashMap<>();
        text.lines().forEach(line -> {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                helps.put(words[2], words[3]);
            } else if (line.startsWith("# TYPE ")) {
                families.put(words[2], new Family(words[3], helps.getOrDefault(words[2], "")));
            } else if (!line.startsWith("#")) {
                samples.add(sample(line));
            }
        });
    }

    /** Scrapes a running server. */
    static Scrape of(LiveServer server) {
        HttpResponse<String> response = server.send("GET", "/metrics", "");
        assertEquals(200, response.statusCode(), response.body());
        return new Scrape(response.body());
    }

    private static Sample sample(String line) {
        int value = line.lastIndexOf(' ');
        int brace = line.indexOf('{');
        Map<String, String> labels = new HashMap<>();
        if (brace >= 0) {
            Matcher label = LABEL.matcher(line.substring(brace, value));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        String number = line.substring(value + 1).replace("+Inf", "Infinity");
        return new Sample(line.substring(0, brace < 0 ? value : brace), labels, Double.parseDouble(number));
    }

    /** Whether there is a series with this name and these labels, and possibly others. */
    boolean has(String name, String... labels) {
        return samples.stream().anyMatch(one -> one.name().equals(name) && one.has(labels));
    }

    /** The sum of all series with this name and these labels, and possibly others; there must be one. */
    double value(String name, String... labels) {
        List<Sample> found = samples.stream()
                .filter(one -> one.name().equals(name) && one.has(labels))
                .toList();
        if (found.isEmpty()) {
            throw new AssertionError("no " + name + List.of(labels) + " in\n" + text);
        }
        return found.stream().mapToDouble(Sample::value).sum();
    }
}
