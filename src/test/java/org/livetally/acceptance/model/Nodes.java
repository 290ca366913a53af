package org.livetally.acceptance.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.livetally.testing.LiveServer;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestRedis;

/** Two servers on one empty Redis, at the same time of day. */
final class Nodes implements AutoCloseable {
    final ManualClock clock = new ManualClock();
    private final List<LiveServer> servers = new ArrayList<>();
    private final List<Producers> producers = new ArrayList<>();
    private final Map<String, Integer> seen = new ConcurrentSkipListMap<>();

    Nodes() {
        servers.add(LiveServer.start(clock));
        servers.add(LiveServer.start(TestRedis.uri(), clock));
    }

    /** Something happened that a test should have seen happen. Thread-safe. */
    void count(String what) {
        seen.merge(what, 1, Integer::sum);
    }

    /** How often it did. */
    Map<String, Integer> seen() {
        return seen;
    }

    List<LiveServer> servers() {
        return servers;
    }

    /** Opens sockets on all servers, which are closed with them. */
    Producers producers() {
        Producers opened = new Producers(this);
        producers.add(opened);
        return opened;
    }

    /** Asks one of the servers to do something; fails unless it says 200 or 201. */
    String ask(int server, String method, String path, JsonObject body) {
        HttpResponse<String> answer =
                servers.get(server % servers.size()).send(method, path, method.equals("GET") ? "" : body.encode());
        assertEquals(2, answer.statusCode() / 100, () -> method + " " + path + " says " + answer.body());
        return answer.body();
    }

    /** The messages of a stream's ledger. */
    List<JsonObject> ledger(String stream) {
        List<JsonObject> messages = new ArrayList<>();
        String from = "0-0";
        do {
            JsonObject page =
                    new JsonObject(ask(0, "GET", stream + "/orders?limit=1000&after=" + from, new JsonObject()));
            JsonArray listed = page.getJsonArray("messages");
            listed.forEach(message -> messages.add((JsonObject) message));
            from = page.getString("next", "");
        } while (!from.isEmpty());
        return messages;
    }

    @Override
    public void close() {
        producers.forEach(Producers::close);
        servers.forEach(LiveServer::close);
    }
}
