package org.livetally.acceptance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;

/** The random life of a stream on two nodes, compared with the model at every step. */
final class StreamLife {
    private static final long USUAL_HOLD_MINUTES = 30;
    private static final int STEPS = 7;

    private final Nodes nodes;
    private final Producers producers;
    private final long seed;
    private final String path;
    private final Random random;
    private final RandomMessages messages;
    private final StreamModel model;
    /** What happened, for a failure. */
    private final List<String> story = new ArrayList<>();

    /** Creates the stream. */
    StreamLife(Nodes nodes, Producers producers, long seed) {
        this.nodes = nodes;
        this.producers = producers;
        this.seed = seed;
        this.path = "/api/streams/s" + seed;
        this.random = new Random(seed);
        this.messages = new RandomMessages(random, "s" + seed, nodes.clock);
        JsonObject settings = RandomCatalogues.settings(random, "s" + seed);
        JsonObject products = RandomCatalogues.catalogue(random);
        this.model =
                new StreamModel(settings.getString("timezone"), holdMs(settings), settings.getLong("signedRecord", 0L));
        boolean atOnce = random.nextBoolean();
        ask("POST", "/api/streams", atOnce ? settings.put("products", products) : settings);
        if (!atOnce) {
            ask("PUT", path + "/products", products);
        }
        new Race(model).play(news(), nodes.clock.millis());
        assertEquals(products.fieldNames(), model.catalogue.keySet(), "the first catalogue");
    }

    private static long holdMs(JsonObject settings) {
        long usual = settings.getBoolean("openOrders", false) ? USUAL_HOLD_MINUTES : 0;
        return TimeUnit.MINUTES.toMillis(settings.getLong("holdMinutes", usual));
    }

    /** Takes a step; a failure tells the seed, and what happened so far. */
    void during(Consumer<StreamLife> step) {
        try {
            step.accept(this);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("-Dlivetally.seed=" + seed + ":\n" + String.join("\n", story), e);
        }
    }

    /** Who presents may be known before the start, and what is in stock. */
    void start() {
        inOrder(messages.some(3));
        JsonObject started = ask("POST", path + "/start", new JsonObject());
        model.become(model.life().started(started.getLong("startedAt")));
    }

    /** Random messages and changes. */
    void goOn() {
        for (int i = 0; i < STEPS; i++) {
            messages.keep(model.purchases.keySet());
            int dice = random.nextInt(10);
            if (dice < 3) {
                inOrder(messages.some(1));
            } else if (dice < 6) {
                inOrder(messages.some(2 + random.nextInt(8)));
            } else if (dice < 8) {
                race(random.nextBoolean() ? RandomCatalogues.change(random) : new JsonObject());
            } else {
                change();
            }
        }
    }

    private JsonObject ask(String method, String path, JsonObject body) {
        return asking(method, path, body).get();
    }

    /** Asks a node, on whatever thread. */
    private Supplier<JsonObject> asking(String method, String path, JsonObject body) {
        int server = random.nextInt(2);
        story.add(method + " " + path + " " + body.encode() + " at node " + server);
        return () -> new JsonObject(nodes.ask(server, method, path, body));
    }

    /** Messages in one frame, which take effect in their order. */
    private void inOrder(List<JsonObject> sent) {
        int socket = random.nextInt(producers.count());
        producers.send(socket, sent);
        List<JsonObject> answers = producers.answers(socket, sent.size());
        story(socket, sent, answers);
        Map<String, List<JsonObject>> byId = new HashMap<>();
        answers.forEach(answer -> byId.computeIfAbsent(answer.getString("id"), none -> new ArrayList<>())
                .add(answer));
        Map<JsonObject, Answer> early = new IdentityHashMap<>();
        for (JsonObject message : sent) {
            JsonObject json = Objects.requireNonNull(byId.get(message.getString("id")), message::encode)
                    .remove(0);
            Answer answer = Answer.of(json);
            if (answer.isDuplicate() && !model.isRight(message, answer)) {
                early.put(message, answer);
                continue;
            }
            model.check(message, answer);
            if (answer.isRecorded()) {
                model.record(message, nodes.clock.millis(), json.getString("seq"));
                early.entrySet().removeIf(other -> model.isRight(other.getKey(), other.getValue()));
            }
        }
        early.forEach(model::check); // a duplicate may name the numbers that are left at the end of its batch
    }

    private void story(int socket, List<JsonObject> sent, List<JsonObject> answers) {
        answers.forEach(answer -> nodes.count(Answer.of(answer).says()));
        sent.forEach(message -> story.add("socket " + socket + " > " + message.encode()));
        answers.forEach(answer -> story.add("socket " + socket + " < " + answer.encode()));
    }

    /** Messages through several sockets of both nodes at once, beside a change of the catalogue, if it is not empty. */
    private void race(JsonObject change) {
        JsonObject patch = new JsonObject().put("products", change);
        race(change.isEmpty() ? JsonObject::new : asking("PATCH", path, patch), model.life());
    }

    /** Messages beside something that makes this of the stream. */
    private void race(Supplier<JsonObject> beside, LifeModel then) {
        Map<Integer, List<List<JsonObject>>> frames = new LinkedHashMap<>();
        for (int socket = 0; socket < producers.count(); socket++) {
            frames.put(socket, messages.frames());
        }
        CompletableFuture<?> done = CompletableFuture.supplyAsync(beside);
        frames.forEach((socket, its) -> its.forEach(frame -> producers.send(socket, frame)));
        Map<Integer, List<JsonObject>> answers = new HashMap<>();
        frames.forEach((socket, its) -> answers.put(
                socket,
                producers.answers(socket, its.stream().mapToInt(List::size).sum())));
        done.join();
        List<JsonObject> ledger = news();
        Race race = new Race(model, then);
        answers.forEach((socket, its) -> {
            List<JsonObject> sent = frames.getOrDefault(socket, List.of()).stream()
                    .flatMap(List::stream)
                    .toList();
            story(socket, sent, its);
            race.socket(sent, its, ledger);
        });
        race.play(ledger, nodes.clock.millis());
    }

    /** What the ledger has and the model does not know yet. */
    private List<JsonObject> news() {
        List<JsonObject> ledger = nodes.ledger(path);
        ledger.removeIf(entry -> model.known.containsKey(entry.getString("id")));
        ledger.forEach(entry -> story.add("ledger " + entry.encode()));
        return ledger;
    }

    private void change() {
        int dice = random.nextInt(3);
        if (dice == 0) {
            ask("PATCH", path + "/groups", RandomCatalogues.groups(random));
        } else if (dice == 1) {
            ask("PATCH", path, new JsonObject().put("products", RandomCatalogues.change(random)));
        } else {
            JsonObject whole = new JsonObject();
            model.catalogue.forEach(whole::put);
            RandomCatalogues.change(random).forEach(product -> {
                whole.put(product.getKey(), product.getValue());
                if (product.getValue() == null) {
                    whole.remove(product.getKey());
                }
            });
            ask("PUT", path + "/products", whole);
        }
        new Race(model).play(news(), nodes.clock.millis());
    }

    /** It is later now: some orders are paid at the last moment, or too late, and others expire. */
    void expire() {
        race(new JsonObject());
        Await.until("all that are due expire", () -> {
            new Race(model).play(news(), nodes.clock.millis());
            return model.due(nodes.clock.millis()).isEmpty();
        });
    }

    /** The stream ends, perhaps, and life goes on: what was sold until then may still be told. */
    void end() {
        if (random.nextBoolean()) {
            become("end", model.life().ended(nodes.clock.millis()));
        }
        inOrder(messages.some(3));
        race(new JsonObject());
    }

    /** Its books are closed, perhaps, if it has ended. */
    void close() {
        if (model.life().status().equals("ended") && random.nextBoolean()) {
            become("close", model.life().closed());
            inOrder(messages.some(3));
        }
    }

    private void become(String what, LifeModel then) {
        nodes.count(what);
        race(asking("POST", path + "/" + what, new JsonObject()), then);
    }

    /** The boards of both nodes, the catalogue, and the ledger. */
    void check() {
        assertEquals(List.of(), news());
        assertEquals(model.known.size(), nodes.ledger(path).size(), "messages in the ledger");
        model.types().forEach(nodes::count);
        JsonObject expected = model.board();
        for (LiveServer server : nodes.servers()) {
            JsonObject shown = server.snapshot("s" + seed).getJsonObject("board");
            assertEquals(List.of(), JsonDifferences.between(expected, shown), "expected but shown");
        }
    }
}
