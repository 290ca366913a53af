package org.livetally.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.livetally.domain.rule.Rule;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/**
 * The published documents match the server: no route more or less, and no example that the server does not accept or
 * send.
 */
final class ApiDocumentsTest {
    private static final JsonObject OPEN_API = read("openapi");
    private static final JsonObject ASYNC_API = read("asyncapi");
    private static final Set<String> METHODS = Set.of("get", "head", "put", "post", "patch", "delete");

    @Test
    void everyRouteIsDocumentedAndNoOther() throws Exception {
        TestRedis.flush();
        AccessSettings access = new AccessSettings(true, List.of("a-secret-that-nobody-needs-to-know"), List.of());
        Settings settings = new Settings("127.0.0.1", 0, TestRedis.uri(), Path.of("no-data-of-its-own"), access);
        Livetally server = Await.result(Livetally.start(settings, InstantSource.system()));
        try {
            assertEquals(routes(server, "/api"), requests());
            assertEquals(routes(server, "/ws"), sockets());
        } finally {
            Await.result(server.stop());
        }
    }

    private static Set<String> requests() {
        return OPEN_API.getJsonObject("paths").stream()
                .flatMap(path -> ((JsonObject) path.getValue())
                        .fieldNames().stream().filter(METHODS::contains).map(method -> method + " " + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> sockets() {
        return ASYNC_API.getJsonObject("channels").stream()
                .map(channel -> "get " + ((JsonObject) channel.getValue()).getString("address"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> routes(Livetally server, String below) {
        return server.routes().stream()
                .filter(route -> route.methods() != null && (route.getPath() + "/").startsWith(below + "/"))
                .flatMap(route -> route.methods().stream()
                        .map(method -> method.name().toLowerCase(Locale.ROOT) + " "
                                + route.getPath().replaceAll(":(\\w+)", "{$1}")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (JsonObject document : List.of(OPEN_API, ASYNC_API)) {
            references(document).forEach(reference -> {
                Object target = document;
                for (String step : reference.substring(2).split("/", -1)) {
                    target = ((JsonObject) target).getValue(step);
                    assertTrue(target instanceof JsonObject, reference);
                }
            });
        }
    }

    private static Stream<String> references(Object value) {
        if (value instanceof JsonObject object) {
            return object.stream()
                    .flatMap(field -> field.getKey().equals("$ref")
                            ? Stream.of((String) field.getValue())
                            : references(field.getValue()));
        }
        return value instanceof JsonArray array ? array.stream().flatMap(ApiDocumentsTest::references) : Stream.of();
    }

    @Test
    void theListOfRulesIsWhole() {
        List<Object> rules = Stream.of(Rule.values()).<Object>map(Rule::wire).toList();
        for (JsonObject document : List.of(OPEN_API, ASYNC_API)) {
            JsonObject schemas = document.getJsonObject("components").getJsonObject("schemas");
            assertEquals(
                    rules, schemas.getJsonObject("Rule").getJsonArray("enum").getList());
        }
    }

    @Test
    void everyExampleFitsItsSchema() {
        List<JsonObject> contents = OPEN_API.getJsonObject("paths").stream()
                .flatMap(path -> contents(path.getValue()))
                .filter(content -> content.containsKey("example"))
                .toList();
        assertFalse(contents.isEmpty());
        contents.forEach(content -> assertFits(OPEN_API, content.getJsonObject("schema"), content.getValue("example")));
        messages().forEach(name -> examples(name).forEach(example -> assertFits(name, example)));
    }

    private static Stream<JsonObject> contents(Object value) {
        if (!(value instanceof JsonObject object)) {
            return Stream.of();
        }
        Stream<JsonObject> own = object.getValue("content") instanceof JsonObject types
                ? types.stream().map(type -> (JsonObject) type.getValue())
                : Stream.of();
        return Stream.concat(own, object.stream().flatMap(field -> contents(field.getValue())));
    }

    private static void assertFits(String message, Object value) {
        assertFits(ASYNC_API, message(message).getJsonObject("payload"), value);
    }

    private static void assertFits(JsonObject document, JsonObject schema, Object value) {
        JsonObject components = document.getJsonObject("components").copy(); // the validator writes into schemas
        JsonObject whole = schema.copy().put("components", components);
        JsonSchemaOptions options =
                new JsonSchemaOptions().setDraft(Draft.DRAFT202012).setBaseUri("https://livetally.org/");
        OutputUnit result = Validator.create(JsonSchema.of(whole), options).validate(value);
        assertTrue(Objects.requireNonNullElse(result.getValid(), false), () -> value + ": " + result.toJson());
    }

    /** Sends the examples of clients' messages to a real server, and looks for the other examples in its answers. */
    @Test
    void everyExampleOfASocketIsTakenOrSentByTheServer() throws IOException {
        try (DocumentedPlay play = DocumentedPlay.start()) {
            List<JsonObject> said = play.run(ApiDocumentsTest::examples);
            said.forEach(message -> assertFits(message.getString("type"), message));
            messages().stream()
                    .filter(name -> !DocumentedPlay.OF_CLIENTS.contains(name))
                    .flatMap(name -> examples(name).stream())
                    .forEach(example -> assertSaid(example, said));
        }
    }

    /** Compares exactly, except for numbers, seqs and minutes. */
    private static void assertSaid(JsonObject example, List<JsonObject> all) {
        Set<String> said = all.stream()
                .filter(message -> message.getString("type").equals(example.getString("type")))
                .map(ApiDocumentsTest::masked)
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(
                said.contains(masked(example)), () -> masked(example) + "\nis not one of\n" + String.join("\n", said));
    }

    private static String masked(JsonObject message) {
        return message.encode()
                .replaceAll("\"\\d+-\\d+\"", "\"seq\"")
                .replaceAll("\"\\d+\":", "\"minute\":")
                .replaceAll(":\\d+", ":0");
    }

    private static Set<String> messages() {
        return ASYNC_API.getJsonObject("components").getJsonObject("messages").fieldNames();
    }

    private static JsonObject message(String name) {
        return ASYNC_API.getJsonObject("components").getJsonObject("messages").getJsonObject(name);
    }

    private static List<JsonObject> examples(String message) {
        List<JsonObject> examples = message(message).getJsonArray("examples").stream()
                .map(example -> ((JsonObject) example).getJsonObject("payload"))
                .toList();
        assertFalse(examples.isEmpty(), message);
        return examples;
    }

    private static JsonObject read(String name) {
        try (InputStream in = ApiDocumentsTest.class.getResourceAsStream("/api/" + name + ".json")) {
            return new JsonObject(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
