package org.livetally.erasure;

import io.vertx.core.json.Json;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.livetally.testing.LedgerText;
import org.livetally.testing.TestRedis;

/** Everything that the Redis of the tests holds, as texts. */
final class WholeRedis {
    private WholeRedis() {}

    /** Where the id of a buyer stands: keys, each with the text that has it. */
    static List<String> placesOf(String buyer) {
        List<String> places = new ArrayList<>();
        for (Response key : answer("KEYS", "*")) {
            for (String text : texts(key.toString())) {
                if (names(text, buyer)) {
                    places.add(key + ": " + text);
                }
            }
        }
        places.sort(Comparator.naturalOrder());
        return places;
    }

    /** Whether a text is the id, or a name that ends with it, or has it as a JSON text. */
    private static boolean names(String text, String buyer) {
        return text.equals(buyer) || text.endsWith("\t" + buyer) || text.contains(Json.encode(buyer));
    }

    private static List<String> texts(String key) {
        List<String> texts = new ArrayList<>(List.of(key));
        switch (TestRedis.text("TYPE", key)) {
            case "string" -> texts.add(TestRedis.text("GET", key));
            case "hash" -> add(texts, answer("HGETALL", key));
            case "list" -> add(texts, answer("LRANGE", key, "0", "-1"));
            case "set" -> add(texts, answer("SMEMBERS", key));
            case "zset" -> add(texts, answer("ZRANGE", key, "0", "-1"));
            default -> add(texts, answer("XRANGE", key, "-", "+"));
        }
        return texts;
    }

    private static void add(List<String> texts, Response from) {
        for (Response one : from) {
            if (LedgerText.isPacked(one)) {
                texts.add(LedgerText.of(one));
            } else if (one.type() == io.vertx.redis.client.ResponseType.MULTI) {
                add(texts, one);
            } else {
                texts.add(one.toString());
            }
        }
    }

    private static Response answer(String command, String... args) {
        return Objects.requireNonNull(TestRedis.command(command, args));
    }
}
