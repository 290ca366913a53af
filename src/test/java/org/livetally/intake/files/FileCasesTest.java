package org.livetally.intake.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.livetally.testing.LiveServer;

/**
 * Files as tills, shops and spreadsheets write them, each with one quirk: {@code cases.json} says of each what it must give, or
 * which row and rule must be named.
 */
final class FileCasesTest {
    private static final Path FILES = Path.of("src/test/resources/import");

    @RegisterExtension
    static final LiveServer SERVER = LiveServer.with();

    @BeforeAll
    static void streams() {
        for (String currency : List.of("cny", "usd", "eur", "hkd", "jpy")) {
            SERVER.create(new JsonObject()
                    .put("id", currency)
                    .put("title", currency)
                    .put("currency", currency.toUpperCase(Locale.ROOT)));
            SERVER.startStream(currency);
        }
    }

    static Stream<Named<JsonObject>> cases() throws IOException {
        return new JsonArray(Files.readString(FILES.resolve("cases.json")))
                .stream().map(JsonObject.class::cast).map(one -> Named.of(one.encode(), one));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFileGivesWhatItMust(JsonObject expected) throws IOException {
        String stream = expected.getString("stream", "cny");
        String query = expected.getString("query", "");
        if (expected.containsKey("mapping")) {
            query += Upload.mapping(expected.getJsonObject("mapping").encode());
        }
        byte[] file = Files.readAllBytes(FILES.resolve(expected.getString("file")));
        if (expected.getString("file").endsWith(".ndjson")) {
            file = new String(file, StandardCharsets.UTF_8)
                    .replace("\"$\"", '"' + stream + '"')
                    .getBytes(StandardCharsets.UTF_8);
        }
        HttpResponse<String> answer = new Upload(SERVER, stream).send("?dryRun=true" + query, file);

        JsonObject given = new JsonObject(answer.body());
        if (expected.containsKey("status")) {
            assertEquals(expected.getInteger("status"), answer.statusCode(), answer.body());
            assertEquals(expected.getString("rule"), given.getString("rule"));
            return;
        }
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(rows(expected, "errors"), found(given, "errors"), answer.body());
        Map<String, Object> differing = new TreeMap<>();
        expected.forEach(field -> {
            Object is = value(given, field.getKey(), field.getValue());
            if (!Objects.equals(String.valueOf(field.getValue()), String.valueOf(is))) {
                differing.put(field.getKey(), is);
            }
        });
        assertEquals(Map.of(), differing, answer.body());
    }

    private static String rows(JsonObject expected, String field) {
        return String.valueOf(expected.getValue(field) == null ? new JsonArray() : expected.getValue(field));
    }

    private static String found(JsonObject given, String field) {
        return String.valueOf(rows(given.getJsonArray(field), field));
    }

    private static JsonArray rows(JsonArray given, String field) {
        JsonArray rows = new JsonArray();
        given.stream().map(JsonObject.class::cast).forEach(row -> {
            String rule = row.getString("rule");
            rows.add(row.getValue("row") + (field.equals("skipped") ? " " : " " + row.getString("field") + " ") + rule);
        });
        return rows;
    }

    /** What was given of a field, as cases say it; the expected value itself for what says how to ask. */
    private static Object value(JsonObject given, String field, Object expected) {
        return switch (field) {
            case "file", "query", "mapping", "stream", "errors" -> expected;
            case "skipped", "warnings" -> rows(given.getJsonArray(field), field);
            case "offered" ->
                new JsonArray(given.getJsonArray("encodings").stream()
                        .map(one -> ((JsonObject) one).getString("name"))
                        .toList());
            case "idPrefix" -> given.getJsonObject("mapping").getString("idPrefix");
            case "byStatus" -> byStatus(given.getJsonObject("byStatus"), (JsonObject) expected);
            case "first" -> first(given.getJsonArray("first"), (JsonArray) expected);
            default -> given.getValue(field);
        };
    }

    private static JsonObject byStatus(JsonObject given, JsonObject like) {
        JsonObject counted = new JsonObject();
        like.fieldNames().forEach(status -> {
            JsonObject one = given.getJsonObject(status, new JsonObject());
            counted.put(status, new JsonArray().add(one.getValue("orders")).add(one.getValue("sum")));
        });
        return counted;
    }

    /** Of the first messages what the case says. */
    private static JsonArray first(JsonArray given, JsonArray like) {
        JsonArray said = new JsonArray();
        for (int i = 0; i < Math.min(given.size(), like.size()); i++) {
            JsonObject message = given.getJsonObject(i);
            JsonArray lines = message.getJsonArray("lines", new JsonArray());
            JsonObject line = lines.isEmpty() ? new JsonObject() : lines.getJsonObject(0);
            JsonObject one = new JsonObject();
            for (String field : like.getJsonObject(i).fieldNames()) {
                one.put(
                        field,
                        switch (field) {
                            case "sku", "qty" -> line.getValue(field);
                            case "amounts" ->
                                new JsonArray(lines.stream()
                                        .map(each -> ((JsonObject) each).getValue("amount"))
                                        .toList());
                            default -> message.getValue(field);
                        });
            }
            said.add(one);
        }
        return said;
    }
}
