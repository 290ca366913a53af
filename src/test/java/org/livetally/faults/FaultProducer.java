package org.livetally.faults;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.livetally.testing.OrderJson;

/**
 * A producer that keeps its part of the contract: each message is sent again until it is acked, whatever happens to the
 * connection. It buys at a steady pace. A third of the orders are placed first, and paid or cancelled later; some of
 * the paid ones are refunded. Has a thread of its own.
 */
final class FaultProducer {
    private static final int WINDOW = 200;
    private static final int MAX_IN_FRAME = 40;
    private static final long PAUSE_MS = 20;
    private static final long BACK_OFF_MS = 50;
    /** After this silence the connection must be dead, since the server answers within 10 s. */
    private static final long SILENCE_MS = 15_000;

    /** An answer, or the end of the socket. */
    private record Heard(WebSocket socket, @Nullable String text, int closeCode) {}

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;
    private final String stream;
    private final String name;
    private final int ordersASecond;
    private final Random random;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    /** Messages that were sent, or are to be sent, without an ack; by id. */
    private final Map<String, JsonObject> open = new LinkedHashMap<>();

    private final List<String> toSend = new ArrayList<>();
    private final Map<String, String> acked = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> refusals = new ConcurrentHashMap<>();
    private final List<Integer> closeCodes = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean buying = true;
    private volatile boolean terminated;
    private volatile long lastAckNanos = System.nanoTime();
    private volatile long slowestAckMs;
    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
    private @Nullable WebSocket socket;
    private int made;
    private final long startedAt = System.nanoTime();
    private long refusedAt;

    FaultProducer(int port, String stream, String name, int ordersASecond) {
        this.ordersASecond = ordersASecond;
        this.port = port;
        this.stream = stream;
        this.name = name;
        this.random = new Random(name.hashCode());
        this.thread = new Thread(this::run, "producer " + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Id to seq of everything acked. */
    Map<String, String> acked() {
        return acked;
    }

    /** Error codes, with how often each was received. */
    Map<String, AtomicLong> refusals() {
        return refusals;
    }

    /** The close code of the first socket that ended; 0 if none has. */
    int firstCloseCode() {
        return closeCodes.stream().findFirst().orElse(0);
    }

    long lastAckNanos() {
        return lastAckNanos;
    }

    /** The longest time from the first sending of a message to its ack since the last call. */
    long takeSlowestAckMs() {
        long slowest = slowestAckMs;
        slowestAckMs = 0;
        return slowest;
    }

    /** Stops buying, and ends when everything is acked. */
    void stopBuying() {
        buying = false;
    }

    /** Ends now: the server will not come back. */
    void terminate() {
        terminated = true;
    }

    /** Whether everything is acked; fails if the producer got an answer that no producer should get. */
    boolean hasEnded() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new AssertionError("producer " + name, thrown);
        }
        return !thread.isAlive();
    }

    private void run() {
        try {
            while (!terminated && (buying || !open.isEmpty())) {
                turn();
            }
            if (socket != null) {
                socket.abort();
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            failure.set(e);
        }
    }

    private void turn() throws InterruptedException {
        if (socket == null) {
            connect();
        }
        if (socket != null) {
            buy();
            send(socket);
        }
        for (Heard next = heard.poll(PAUSE_MS, TimeUnit.MILLISECONDS); next != null; next = heard.poll()) {
            if (next.socket == socket) {
                take(next);
            }
        }
        if (System.nanoTime() - lastAckNanos > TimeUnit.MILLISECONDS.toNanos(SILENCE_MS) && socket != null) {
            lastAckNanos = System.nanoTime();
            socket.abort();
            lost();
        }
    }

    private void connect() {
        try {
            socket = HTTP.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws/orders"), new Listener())
                    .get(2, TimeUnit.SECONDS);
            toSend.clear();
            toSend.addAll(open.keySet());
        } catch (Exception e) { // not reachable yet: the next turn tries again
            socket = null;
        }
    }

    private void lost() {
        socket = null;
    }

    private void buy() {
        long due = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt) * ordersASecond / 1_000;
        for (int i = 0; buying && made < due && i < MAX_IN_FRAME && open.size() < WINDOW; i++) {
            String id = name + "-" + made++;
            long amount = 100L + random.nextInt(9_900);
            JsonObject order = OrderJson.order(stream, id, amount)
                    .put("channel", name)
                    .put("buyer", OrderJson.buyer("u-" + random.nextInt(500), "g-" + random.nextInt(5), "杭州"))
                    .put("status", made % 3 == 0 ? "placed" : "paid");
            put(id, order);
        }
    }

    private void put(String id, JsonObject message) {
        open.put(id, message);
        toSend.add(id);
        sentAt.put(id, System.nanoTime());
    }

    private void send(WebSocket to) {
        boolean backingOff = System.nanoTime() - refusedAt < TimeUnit.MILLISECONDS.toNanos(BACK_OFF_MS);
        while (!toSend.isEmpty() && !backingOff) {
            List<String> ids = toSend.subList(0, Math.min(MAX_IN_FRAME, toSend.size()));
            JsonArray frame = new JsonArray();
            ids.stream().map(open::get).forEach(frame::add);
            ids.clear();
            try {
                to.sendText(frame.encode(), true).get(2, TimeUnit.SECONDS);
            } catch (Exception e) {
                to.abort();
                lost();
                return;
            }
        }
    }

    private void take(Heard next) {
        if (next.text == null) {
            closeCodes.add(next.closeCode);
            lost();
            return;
        }
        Object answer = Json.decodeValue(next.text);
        if (answer instanceof JsonArray all) {
            all.forEach(each -> answered((JsonObject) each));
        } else {
            answered((JsonObject) answer);
        }
    }

    private void answered(JsonObject answer) {
        String id = answer.getString("id");
        if (answer.getString("type").equals("ack")) {
            ack(id, answer.getString("seq"));
            return;
        }
        refusals.computeIfAbsent(answer.getString("code"), code -> new AtomicLong())
                .incrementAndGet();
        if (!answer.getBoolean("retry")) {
            throw new AssertionError("a good message was refused: " + answer.encode() + " of " + open.get(id));
        }
        lastAckNanos = System.nanoTime(); // the server is alive
        refusedAt = System.nanoTime();
        toSend.add(id);
    }

    private void ack(String id, String seq) {
        String before = acked.put(id, seq);
        if (before != null && !before.equals(seq)) {
            throw new AssertionError(id + " was acked as " + before + " and as " + seq);
        }
        lastAckNanos = System.nanoTime();
        Long sent = sentAt.remove(id);
        if (sent != null) {
            slowestAckMs = Math.max(slowestAckMs, TimeUnit.NANOSECONDS.toMillis(lastAckNanos - sent));
        }
        JsonObject message = open.remove(id);
        if (message != null && message.getString("type").equals("order") && buying) {
            follow(id, message);
        }
    }

    /**
     * The event that follows an order: payment or cancellation of a placed one, now and then a refund of a paid one.
     */
    private void follow(String id, JsonObject order) {
        int dice = random.nextInt(4);
        if (order.getString("status").equals("placed")) {
            event(dice == 0 ? "cancellation" : "payment", id);
        } else if (dice == 0) {
            long amount = order.getJsonArray("lines").getJsonObject(0).getLong("amount");
            event("refund", id).put("amount", 1 + random.nextInt((int) amount));
        }
    }

    private JsonObject event(String type, String order) {
        String id = order + "-" + type;
        JsonObject event = new JsonObject()
                .put("type", type)
                .put("id", id)
                .put("stream", stream)
                .put("order", order);
        put(id, event);
        return event;
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                heard.add(new Heard(from, message.toString(), 0));
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            heard.add(new Heard(from, null, code));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            heard.add(new Heard(from, null, 1006));
        }
    }
}
