package org.livetally.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.testing.Await;

/**
 * The public {@code /lib/livetally-client.js}: whatever the network does, nothing sent is lost, and nothing is counted
 * twice.
 */
final class ClientLibraryTest {
    private static final String STREAM = "naqu";
    private static final Pattern ORDERS = Pattern.compile(".*/ws/orders.*");
    private static final Pattern AUDIENCE = Pattern.compile(".*/ws/streams/.*");
    private static final Pattern BOARD = Pattern.compile(".*/ws/boards/.*");
    private static final int MAX_FRAME = 256 * 1024;

    @RegisterExtension
    static final Pages PAGES = new Pages();

    @Test
    void ordersInFlightWhenTheServerRestartsAreAllAckedAndCountedOnce() {
        PAGES.server().live(STREAM);
        Page page = page();
        page.evaluate("""
                () => {
                  const {p} = window;
                  window.acked = [];
                  window.statuses = [];
                  p.addEventListener('status', ({detail}) => statuses.push(detail.status));
                  let i = 0;
                  const timer = setInterval(() => {
                    for (const end = i + 40; i < end; i++) p.send(order(`o-${i}`, 100 + i)).then((ack) => acked.push(ack.id));
                    if (i === 3000) clearInterval(timer);
                  }, 20);
                }""");
        Await.until("some are acked", () -> number(page, "acked.length") > 200);
        int port = PAGES.stopServer();
        long atTheStop = number(page, "acked.length");
        Await.until("orders wait", () -> number(page, "p.pending") > 200);
        PAGES.startServer(port);
        Await.until("all are acked", () -> number(page, "acked.length") == 3000);

        assertTrue(atTheStop < 3000, "it was stopped too late for this test");
        assertEquals(3000, number(page, "new Set(acked).size"));
        assertEquals(0, number(page, "p.pending"));
        JsonObject totals = PAGES.server().board(STREAM, "totals");
        assertEquals(3000, totals.getLong("orders"));
        assertEquals(IntStream.range(0, 3000).mapToLong(i -> 100 + i).sum(), totals.getLong("gmv"));
        assertEquals(List.of(), PAGES.server().audit());
        assertEquals(List.of("reconnecting", "connected"), lastTwo(page));
    }

    @Test
    void whatIsSentTwiceIsADuplicateAndOtherContentAConflict() {
        PAGES.server().live(STREAM);
        Page page = page();

        assertEquals(List.of("recorded", "duplicate", "conflict"), page.evaluate("""
                        () => Promise.all([order('a', 5), order('a', 5), order('a', 6)]
                          .map((one) => p.send(one).then((ack) => ack.result, (refusal) => refusal.code)))"""));
        assertEquals(5, PAGES.server().board(STREAM, "totals").getLong("gmv"));
    }

    @Test
    void aRefusalNamesItsCodeAndFieldAndTakesNobodyElseWithIt() {
        PAGES.server().live(STREAM);
        Page page = page();

        assertEquals(
                List.of(
                        "recorded",
                        "invalid_order lines[0].qty false",
                        "unknown_stream stream false",
                        "unknown_order order false",
                        "invalid_order id false",
                        "invalid_order id false",
                        "too_large undefined false",
                        "invalid_json frame false",
                        "recorded"),
                page.evaluate("""
                        async () => {
                          let deep = 1;
                          for (let i = 0; i < 20; i++) deep = [deep];
                          const all = [order('first', 1), order('bad', 1, {lines: [{sku: 'tea', qty: 0, amount: 1}]}),
                            order('elsewhere', 1, {stream: 'nowhere'}), {type: 'payment', id: 'pay', stream: 'naqu', order: 'none'},
                            order('', 1), order('\\ud800', 1), order('big', 1, {note: 'x'.repeat(300000)}), order('deep', 1, {deep}),
                            order('last', 1)];
                          return Promise.all(all.map((one) => p.send(one)
                            .then((ack) => ack.result, ({code, field, retry}) => `${code} ${field} ${retry}`)));
                        }"""));
        assertEquals(2, PAGES.server().board(STREAM, "totals").getLong("orders"));
        assertEquals(0, number(page, "p.pending"));
    }

    @Test
    void framesHoldAThousandMessagesAndAQuarterOfAMebibyteAtMost() {
        PAGES.server().live(STREAM);
        Page page = PAGES.open("/");
        List<String> frames = new CopyOnWriteArrayList<>();
        route(page, ORDERS, frames, answer -> true);

        assertEquals(2600, ((Number) page.evaluate("""
                                async () => {
                                  const note = '虫'.repeat(1000);
                                  const all = Array.from({length: 2600}, (_, i) => p.send(order(`o-${i}`, 1, i < 2500 ? {} : {note})));
                                  return (await Promise.all(all)).filter((ack) => ack.result === 'recorded').length;
                                }""")).intValue());
        for (String frame : frames) {
            assertTrue(frame.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= MAX_FRAME);
            assertTrue(!frame.startsWith("[") || new JsonArray(frame).size() <= 1000);
        }
        assertEquals(1000, new JsonArray(frames.get(0)).size());
        assertEquals(2600, PAGES.server().board(STREAM, "totals").getLong("orders"));
    }

    @Test
    void whatTheServerIsTooBusyForIsSentAgainInOrder() {
        Page page = PAGES.open("/");
        List<String> frames = new CopyOnWriteArrayList<>();
        page.routeWebSocket(
                ORDERS,
                socket -> socket.onMessage(frame -> {
                    frames.add(frame.text());
                    JsonArray answers = new JsonArray();
                    for (JsonObject message : messages(frame.text())) {
                        String id = message.getString("id");
                        answers.add(
                                frames.size() > 1
                                        ? new JsonObject(
                                                Map.of("type", "ack", "id", id, "result", "recorded", "seq", "1-0"))
                                        : new JsonObject(Map.of(
                                                "type",
                                                "error",
                                                "id",
                                                id,
                                                "code",
                                                id.equals("o") ? "busy" : "unknown_order",
                                                "message",
                                                "",
                                                "retry",
                                                id.equals("o"))));
                    }
                    socket.send(answers.encode());
                }));
        page.reload();
        load(page);

        assertEquals(List.of("recorded", "recorded"), page.evaluate("""
                        () => Promise.all([order('o', 1, {status: 'placed'}), {type: 'payment', id: 'p', stream: 'naqu', order: 'o'}]
                          .map((one) => p.send(one).then((ack) => ack.result, (refusal) => refusal.code)))"""));
        assertEquals(2, frames.size());
        assertEquals(frames.get(0), frames.get(1));
    }

    @Test
    void anOutboxIsBoundedAndWhatWaitsInItGoesOutWhenTheServerIsBack() {
        PAGES.server().live(STREAM);
        Page page = PAGES.open("/");
        load(page, "{limit: 3}");
        page.evaluate("() => p.send(order('o-0', 1))");
        int port = PAGES.stopServer();
        Await.until("it is noticed", () -> page.evaluate("p.status").equals("reconnecting"));

        assertEquals("outbox_full true 3", page.evaluate("""
                        async () => {
                          window.waiting = [1, 2, 3].map((i) => p.send(order(`o-${i}`, 1)));
                          const {code, retry} = await p.send(order('o-4', 1)).catch((refusal) => refusal);
                          return `${code} ${retry} ${p.pending}`;
                        }"""));
        PAGES.startServer(port);
        assertEquals(3, number(page, "Promise.all(waiting).then((acks) => acks.length)"));
        assertEquals(4, PAGES.server().board(STREAM, "totals").getLong("orders"));
        assertEquals(
                List.of("closed", 0),
                page.evaluate(
                        "() => { p.close(); return p.send(order('o-5', 1)).catch(({code}) => [code, p.pending]); }"));
    }

    @Test
    void anOrderOfAViewerWhoseAckWasLostIsSentAgainAfterAReload() {
        PAGES.server()
                .create(new JsonObject()
                        .put("id", STREAM)
                        .put("title", "那曲")
                        .put("openOrders", true)
                        .put(
                                "products",
                                new JsonObject().put("tea", new JsonObject(Map.of("name", "茶", "price", 1200)))));
        PAGES.server().startStream(STREAM);
        Page page = PAGES.open("/");
        AtomicBoolean lossy = new AtomicBoolean(true);
        route(page, AUDIENCE, new CopyOnWriteArrayList<>(), answer -> !(lossy.get() && answer.contains("\"live-")));
        String join = "() => { window.a = lt.audience('naqu', {viewer: 'v-1', storage: localStorage});"
                + " window.told = []; a.addEventListener('ack', ({detail}) => told.push(detail.ack.id + detail.ack.result)); }";
        page.evaluate(join);
        page.evaluate(
                "() => { a.order({id: 'live-1', lines: [{sku: 'tea', qty: 2, amount: 2400}], buyer: {city: '杭州'}}); }");
        Await.until(
                "it is placed", // a routed request proceeds only while the page is used
                () -> page.evaluate("a.pending").equals(1)
                        && PAGES.server().board(STREAM, "totals").getLong("placed") == 2400);
        assertEquals(1, number(page, "a.pending"));

        lossy.set(false);
        page.reload();
        load(page);
        page.evaluate(join);
        Await.until("it is acked", () -> page.evaluate("told.join()").equals("live-1duplicate"));

        assertEquals(0, number(page, "a.pending"));
        assertEquals(0, number(page, "Object.keys(localStorage).length"));
        assertEquals(2400, PAGES.server().board(STREAM, "totals").getLong("placed"));
        assertEquals(
                "invalid_order lines[0].amount",
                page.evaluate("a.order({lines: [{sku: 'tea', qty: 2, amount: 1}]})"
                        + ".catch(({code, field}) => `${code} ${field}`)"));
        assertEquals("recorded", page.evaluate("a.order({lines: [{sku: 'tea', qty: 1}]}).then((ack) => ack.result)"));
    }

    @Test
    void likesAreSummedAFewTimesASecondAndNoneIsLostOrInvented() {
        PAGES.server().live(STREAM);
        Page page = PAGES.open("/");
        List<String> frames = new CopyOnWriteArrayList<>();
        route(page, AUDIENCE, frames, answer -> true);
        page.evaluate("""
                () => {
                  window.a = lt.audience('naqu', {viewer: 'v-1'});
                  a.addEventListener('pulse', ({detail}) => { window.pulse = detail; });
                  a.like(350); // before it is open
                  let taps = 0;
                  const timer = setInterval(() => { a.like(); if (++taps === 250) clearInterval(timer); }, 4);
                }""");
        Await.until(
                "the pulse says so",
                () -> page.evaluate("window.pulse?.likes + '/' + window.pulse?.viewers")
                        .equals("600/1"));

        assertEquals(600, PAGES.server().board(STREAM, "audience").getLong("likes"));
        List<Integer> counts = frames.stream()
                .map(JsonObject::new)
                .map(like -> like.getInteger("count"))
                .toList();
        assertEquals(600, counts.stream().mapToInt(count -> count).sum());
        assertTrue(counts.stream().allMatch(count -> count >= 1 && count <= 100), counts::toString);
        assertTrue(counts.size() <= 12, "a few frames for 250 taps, not " + counts.size());
        assertEquals("RangeError", page.evaluate("() => { try { a.like(0); } catch (error) { return error.name; } }"));
    }

    @Test
    void bigOrdersAreToldOnceOverARestartAndFromTheVisitBefore() {
        PAGES.server().live(STREAM);
        Page page = page();
        page.evaluate("""
                () => {
                  window.told = [];
                  window.follow = (options) => {
                    const alerts = lt.board('naqu', {fields: ['stream'], orders: 500, ...options});
                    alerts.addEventListener('orders', ({detail: {orders, more, to}}) => {
                      told.push(...orders.map(({amount}) => amount), ...more.count ? [`${more.count} ${more.amount}`] : []);
                      window.to = to;
                    });
                    return alerts;
                  };
                  window.alerts = follow({ordersFrom: '0-0'});
                }""");
        Await.until("connected", () -> "connected".equals(page.evaluate("alerts.status")));
        page.evaluate("Promise.all([order('a', 499), order('b', 500)].map((one) => p.send(one)))");
        Await.until("one is told", () -> number(page, "told.length") == 1);
        int port = PAGES.stopServer();
        PAGES.startServer(0);
        StringBuilder frame = new StringBuilder("[");
        for (int i = 0; i < 7; i++) {
            String id = "m-" + i;
            frame.append(i == 0 ? "" : ",")
                    .append("{\"type\":\"order\",\"id\":\"" + id + "\",\"stream\":\"" + STREAM + "\",\"lines\":[")
                    .append("{\"sku\":\"tea\",\"qty\":1,\"amount\":" + (600 + i) + "}]}");
        }
        assertEquals(200, PAGES.server().postOrders(frame + "]").statusCode());
        PAGES.stopServer();
        PAGES.startServer(port);
        Await.until("what was missed is told", () -> number(page, "told.length") == 7);
        assertEquals(List.of(500, 606, 605, 604, 603, 602, "2 1201"), page.evaluate("told"));

        page.evaluate("() => { alerts.close(); told.length = 0; }");
        page.evaluate("p.send(order('c', 700))");
        page.evaluate("() => { follow({ordersFrom: to}); }");
        Await.until("the next visit", () -> number(page, "told.length") == 1);
        assertEquals(List.of(700), page.evaluate("told"));
    }

    @Test
    void connectingAgainIsJitteredAndBounded() {
        Page page = PAGES.open("/");
        page.clock().install(new Clock.InstallOptions());
        page.reload();
        page.evaluate("""
                () => {
                  window.tries = [];
                  window.fetch = () => Promise.reject(new Error('down'));
                  window.WebSocket = class {
                    constructor() {
                      tries.push(performance.now());
                      setTimeout(() => this.onclose?.({code: 1006}), 0);
                    }
                    close() {}
                  };
                }""");
        load(page);
        page.clock().runFor(90_000);

        List<Double> waits = ((List<?>) page.evaluate("tries.slice(1).map((at, i) => at - tries[i])"))
                .stream().map(wait -> ((Number) wait).doubleValue()).toList();
        assertTrue(waits.stream().allMatch(wait -> wait >= 250 && wait <= 5_100), waits::toString);
        assertTrue(waits.get(0) <= 600, waits::toString);
        assertTrue(waits.size() > 15, waits::toString);
        List<Double> late = waits.subList(4, waits.size());
        assertTrue(late.stream().mapToDouble(wait -> wait).max().orElse(0) > 2_000, waits::toString);
        assertTrue(late.stream().distinct().count() > late.size() / 2, waits::toString);
    }

    @Test
    void aConnectionThatWentDeadIsNoticedOnEverySocket() {
        Page page = PAGES.open("/");
        page.clock().install(new Clock.InstallOptions());
        AtomicBoolean dead = new AtomicBoolean();
        List<String> opened = new CopyOnWriteArrayList<>();
        for (Pattern path : List.of(ORDERS, AUDIENCE, BOARD)) {
            page.routeWebSocket(path, socket -> {
                opened.add(path.pattern());
                if (path == BOARD) {
                    socket.send("{\"type\":\"snapshot\",\"version\":1,\"at\":1,\"board\":{}}");
                }
                socket.onMessage(frame -> {
                    if (!dead.get()) {
                        String id = new JsonObject(frame.text()).getString("id");
                        socket.send(new JsonObject(Map.of("type", "ack", "id", id, "result", "recorded", "seq", "1-0"))
                                .encode());
                    }
                });
            });
        }
        page.reload();
        load(page);
        page.evaluate("""
                async () => {
                  window.a = lt.audience('naqu', {viewer: 'v-1'});
                  window.b = lt.board('naqu');
                  await p.send(order('o-1', 1));
                }""");
        Await.until("all are connected", () -> states(page).equals("connected connected connected"));
        for (int i = 0; i < 12; i++) {
            page.clock().runFor(10_000); // answers need a moment in between, as in reality
            page.evaluate("() => {}");
            if (i == 0) {
                assertEquals("connected connected connected", states(page));
            }
        }
        assertTrue(states(page).startsWith("connected connected"), "probes are answered: " + states(page));
        assertEquals(1, opened.stream().filter(ORDERS.pattern()::equals).count());
        assertEquals(1, opened.stream().filter(AUDIENCE.pattern()::equals).count());
        assertTrue(opened.stream().filter(BOARD.pattern()::equals).count() > 1, "a board without heartbeats is dead");

        dead.set(true);
        page.evaluate("() => { window.seen = new Set(); for (const one of [p, a])"
                + " one.addEventListener('status', ({detail}) => seen.add(detail.status + (one === p))); }");
        page.clock().runFor(36_000);
        assertEquals(true, page.evaluate("seen.has('reconnectingtrue') && seen.has('reconnectingfalse')"));
        page.clock().runFor(10_000);
        Await.until(
                "they connect again",
                () -> opened.stream().filter(ORDERS.pattern()::equals).count() > 1
                        && opened.stream().filter(AUDIENCE.pattern()::equals).count() > 1);
    }

    private static String states(Page page) {
        return (String) page.evaluate("[p, a, b].map(({status}) => status).join(' ')");
    }

    /** A page with the library as {@code lt}, a producer as {@code p}, and {@code order(id, amount, more)}. */
    private static Page page() {
        Page page = PAGES.open("/");
        load(page);
        return page;
    }

    private static void load(Page page) {
        load(page, "{}");
    }

    private static void load(Page page, String options) {
        page.evaluate("async () => {"
                + " window.lt = await import('/lib/livetally-client.js');"
                + " window.p = lt.producer(" + options + ");"
                + " window.order = (id, amount, more) => ({type: 'order', id, stream: 'naqu', lines: [{sku: 'tea', qty: 1, amount}], ...more});"
                + " }");
    }

    /** Forwards messages, records them, and drops those that it is told to drop. */
    private static void route(
            Page page, Pattern path, List<String> frames, java.util.function.Predicate<String> passes) {
        Consumer<WebSocketRoute> between = client -> {
            WebSocketRoute server = client.connectToServer();
            client.onMessage(frame -> {
                frames.add(frame.text());
                server.send(frame.text());
            });
            server.onMessage(frame -> {
                if (passes.test(frame.text())) {
                    client.send(frame.text());
                }
            });
        };
        page.routeWebSocket(path, between);
        page.reload();
        load(page);
    }

    private static List<JsonObject> messages(String frame) {
        return Json.decodeValue(frame) instanceof JsonArray several
                ? several.stream().map(JsonObject.class::cast).toList()
                : List.of(new JsonObject(frame));
    }

    private static long number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).longValue();
    }

    private static List<?> lastTwo(Page page) {
        return (List<?>) page.evaluate("statuses.slice(-2)");
    }
}
