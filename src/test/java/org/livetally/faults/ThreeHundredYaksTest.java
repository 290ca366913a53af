package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.livetally.acceptance.Program;
import org.livetally.testing.Await;
import org.livetally.testing.Ports;
import org.livetally.testing.Receipts;
import org.livetally.testing.Requests;
import org.livetally.testing.ResendingProducer;
import org.livetally.testing.TestRedis;

/**
 * Three hundred yaks, two hundred sockets, two servers that are killed while yaks are adopted: each yak has one owner, no
 * number is given twice, and what is cancelled or returned is adopted again.
 */
final class ThreeHundredYaksTest {
    private static final String STREAM = "yaks";
    private static final int YAKS = 300;
    private static final int SOCKETS = 200;
    private static final int WINDOW = 4;
    private static final long LEVY = 20;

    private final Map<Integer, Program> programs = new HashMap<>();
    private final Receipts receipts = new Receipts();
    private int sold;

    @AfterEach
    void stop() {
        programs.values().forEach(Program::close);
    }

    @Test
    void eachYakHasOneOwnerThoughServersAreKilled() throws IOException {
        TestRedis.flush();
        List<Integer> ports = List.of(Ports.free(), Ports.free());
        ports.forEach(this::serve);
        ports.forEach(this::awaitReady);
        int any = ports.get(0);
        JsonObject yak = new JsonObject()
                .put("name", "领养牦牛")
                .put(
                        "numbered",
                        new JsonObject().put("prefix", "NQ-").put("first", 1).put("last", YAKS))
                .put("levy", new JsonObject().put("fund", "牦牛基金").put("amount", LEVY));
        post(
                any,
                "/api/streams",
                new JsonObject()
                        .put("id", STREAM)
                        .put("title", "300 yaks")
                        .put("products", new JsonObject().put(Adopter.YAK, yak)));
        post(any, "/api/streams/" + STREAM + "/start", new JsonObject());

        List<Adopter> adopters = adopt(ports);

        SortedSet<Long> adopted = adopted(adopters);
        System.out.printf(
                "YAKS: %d of %d adopted, in %d messages, of which %d were acked as duplicates%n",
                adopted.size(), YAKS, receipts.acked(), receipts.duplicates());
        adopted.addAll(adoptTheRest(any, adopted));
        assertEquals(all(), adopted);
        assertResendsNameTheSameNumbers(ports.get(1), adopters);
        returnAndAdoptAgain(ports.get(1), adopters);
        assertLedger(any);
        ports.forEach(ThreeHundredYaksTest::assertBoard);
    }

    /** The sockets adopt; both servers are killed meanwhile, one soon after the other. */
    private List<Adopter> adopt(List<Integer> ports) {
        List<Adopter> adopters = new ArrayList<>();
        List<ResendingProducer> producers = new ArrayList<>();
        for (int i = 0; i < SOCKETS; i++) {
            Adopter adopter = new Adopter(STREAM, i);
            adopters.add(adopter);
            producers.add(new ResendingProducer(ports.get(i % 2), adopter, WINDOW, receipts));
        }
        try {
            for (int port : ports) {
                int goal = receipts.acked() + 300;
                Await.until("some acks", () -> haveNotFailed(producers) && receipts.acked() >= goal);
                kill(port);
            }
            ports.forEach(this::serve);
            ports.forEach(this::awaitReady);
            Await.until("all have what they want", () -> producers.stream().allMatch(ResendingProducer::hasEnded));
        } finally {
            producers.forEach(ResendingProducer::terminate);
        }
        return adopters;
    }

    private void kill(int port) {
        Program killed = Objects.requireNonNull(programs.get(port));
        killed.signal("KILL");
        assertNotEquals(0, killed.exitWithin(10));
    }

    private static boolean haveNotFailed(List<ResendingProducer> producers) {
        producers.forEach(ResendingProducer::hasEnded);
        return true;
    }

    /** The numbers that adopters keep; none is kept twice. */
    private static SortedSet<Long> adopted(List<Adopter> adopters) {
        List<Long> numbers = adopters.stream()
                .flatMap(adopter -> adopter.kept().values().stream())
                .flatMap(Collection::stream)
                .toList();
        SortedSet<Long> adopted = new TreeSet<>(numbers);
        assertEquals(adopted.size(), numbers.size(), () -> "a number has two owners: " + numbers);
        return adopted;
    }

    private static SortedSet<Long> all() {
        return LongStream.rangeClosed(1, YAKS).boxed().collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    /** Those that came back when nobody asked any more are adopted, lowest first; the next one is sold out. */
    private SortedSet<Long> adoptTheRest(int port, SortedSet<Long> adopted) {
        SortedSet<Long> free = all();
        free.removeAll(adopted);
        for (long number : free) {
            assertEquals(List.of(number), Adopter.numbers(buy(port)));
        }
        JsonObject refusal = buy(port);
        assertEquals("sold_out", refusal.getString("code"), refusal::encode);
        assertEquals("lines[0].qty", refusal.getString("field"), refusal::encode);
        assertEquals(0, refusal.getJsonObject("params").getLong("left"), refusal::encode);
        return free;
    }

    private JsonObject buy(int port) {
        JsonArray lines = new JsonArray()
                .add(new JsonObject().put("sku", Adopter.YAK).put("qty", 1).put("amount", 100));
        return send(
                port,
                new JsonObject()
                        .put("type", "order")
                        .put("id", "late-" + sold++)
                        .put("stream", STREAM)
                        .put("lines", lines));
    }

    private static void assertResendsNameTheSameNumbers(int port, List<Adopter> adopters) {
        Map<String, JsonObject> orders = new HashMap<>();
        ledger(port).forEach(entry -> orders.put(entry.getString("id"), entry));
        Map<String, List<Long>> kept = new HashMap<>();
        adopters.forEach(adopter -> kept.putAll(adopter.kept()));
        List<String> ids = List.copyOf(kept.keySet());
        JsonArray answers = new JsonArray();
        for (int from = 0; from < ids.size(); from += 500) {
            JsonArray again = new JsonArray();
            ids.subList(from, Math.min(from + 500, ids.size()))
                    .forEach(id -> again.add(content(orders.getOrDefault(id, new JsonObject()))));
            answers.addAll(new JsonArray(post(port, "/api/orders", again.encode())));
        }
        assertEquals(kept.size(), answers.size());
        for (Object answer : answers) {
            JsonObject ack = (JsonObject) answer;
            assertEquals("duplicate", ack.getString("result"), ack::encode);
            assertEquals(kept.get(ack.getString("id")), Adopter.numbers(ack), ack::encode);
        }
    }

    /** The order of an entry as it was sent, but for its time, which the server gave. */
    private static JsonObject content(JsonObject entry) {
        JsonObject order = entry.copy().put("stream", STREAM);
        List.of("seq", "numbers", "at").forEach(order::remove);
        return order;
    }

    /** Of some orders all yaks are returned; the same numbers are given again. */
    private void returnAndAdoptAgain(int port, List<Adopter> adopters) {
        SortedSet<Long> freed = new TreeSet<>();
        adopters.stream()
                .limit(10)
                .forEach(adopter -> adopter.kept().forEach((order, numbers) -> {
                    if (!numbers.isEmpty()) {
                        freed.addAll(numbers);
                        giveBack(port, order, numbers.size());
                    }
                }));
        assertTrue(freed.size() >= 5, freed::toString);
        adoptTheRest(
                port,
                new TreeSet<>(LongStream.rangeClosed(1, YAKS)
                        .filter(number -> !freed.contains(number))
                        .boxed()
                        .toList()));
    }

    private static void giveBack(int port, String order, int yaks) {
        JsonObject event = new JsonObject().put("stream", STREAM).put("order", order);
        JsonObject answer = send(port, event.copy().put("type", "cancellation").put("id", "back-" + order));
        if (answer.getString("type").equals("error")) {
            JsonArray lines =
                    new JsonArray().add(new JsonObject().put("sku", Adopter.YAK).put("qty", yaks));
            answer = send(
                    port,
                    event.put("type", "refund")
                            .put("id", "back-" + order)
                            .put("amount", 100 * yaks)
                            .put("lines", lines));
        }
        assertEquals("recorded", answer.getString("result"), answer::encode);
    }

    /** In the order of the ledger, no number is given while somebody has it. */
    private static void assertLedger(int port) {
        Map<String, List<Long>> held = new HashMap<>();
        SortedSet<Long> taken = new TreeSet<>();
        for (JsonObject entry : ledger(port)) {
            String type = entry.getString("type");
            if (type.equals("order")) {
                List<Long> numbers = Adopter.numbers(entry);
                held.put(entry.getString("id"), new ArrayList<>(numbers));
                numbers.forEach(number -> assertTrue(taken.add(number), () -> number + " twice: " + entry.encode()));
            } else if (entry.containsKey("order")) {
                List<Long> its = held.getOrDefault(entry.getString("order"), List.of());
                int kept = type.equals("refund")
                        ? its.size()
                                - entry.getJsonArray("lines").getJsonObject(0).getInteger("qty")
                        : 0;
                taken.removeAll(its.subList(kept, its.size()));
                its.subList(kept, its.size()).clear();
            }
        }
        assertEquals(all(), taken);
        LedgerView.read(TestRedis.uri(), STREAM).assertConsistent();
    }

    private static void assertBoard(int port) {
        JsonObject board = new JsonObject(
                        Requests.send(port, "GET", "/api/boards/" + STREAM, "").body())
                .getJsonObject("board");
        JsonObject yak = board.getJsonObject("products").getJsonObject(Adopter.YAK);
        JsonObject fund = board.getJsonObject("funds").getJsonObject("牦牛基金");
        assertEquals(fund.getLong("units") * LEVY, fund.getLong("amount"));
        assertEquals(yak.getLong("units") - yak.getLong("returned"), fund.getLong("units"));
    }

    private static List<JsonObject> ledger(int port) {
        List<JsonObject> entries = new ArrayList<>();
        String after = "0-0";
        while (!after.isEmpty()) {
            JsonObject page = new JsonObject(
                    Requests.send(port, "GET", "/api/streams/" + STREAM + "/orders?limit=1000&after=" + after, "")
                            .body());
            page.getJsonArray("messages").forEach(entry -> entries.add((JsonObject) entry));
            after = page.getString("next", "");
        }
        return entries;
    }

    private static JsonObject send(int port, JsonObject message) {
        return new JsonObject(post(port, "/api/orders", message.encode()));
    }

    private static void post(int port, String path, JsonObject body) {
        post(port, path, body.isEmpty() ? "" : body.encode());
    }

    private static String post(int port, String path, String body) {
        HttpResponse<String> answer = Requests.send(port, "POST", path, body);
        assertEquals(2, answer.statusCode() / 100, answer::body);
        return answer.body();
    }

    private void serve(int port) {
        programs.put(port, Program.start("serve", "--port", Integer.toString(port), "--redis-uri", TestRedis.uri()));
    }

    private void awaitReady(int port) {
        Objects.requireNonNull(programs.get(port)).line("Livetally is ready");
    }
}
