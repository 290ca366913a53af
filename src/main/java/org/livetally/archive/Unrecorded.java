package org.livetally.archive;

import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.livetally.redis.client.StreamKeys;

/** What a file has of a stream that no ledger has: its audience, its pictures, what waits, and what operators noted. */
final class Unrecorded {
    private final StreamFile file;
    private final StreamKeys keys;
    private final KeyWriter to;

    Unrecorded(StreamFile file, StreamKeys keys, KeyWriter to) {
        this.file = file;
        this.keys = keys;
        this.to = to;
    }

    /** @param wasArchived if Redis has kept the newest of what does not come back with the ledger */
    void restore(boolean wasArchived) throws IOException {
        addImages();
        addOthers();
        if (!wasArchived) {
            addAudience();
            to.fields(keys.loss(), file.hash("loss.json"));
            to.fields(keys.seal(), file.hash("seal.json"));
        }
    }

    private void addAudience() throws IOException {
        JsonObject audience = file.json(StreamState.AUDIENCE);
        Map<String, String> counts = texts(audience.getJsonObject("audience"));
        counts.computeIfPresent("viewers", (field, open) -> "0"); // they are connected elsewhere, or gone
        to.fields(keys.audience(), counts);
        for (Map.Entry<String, String> source :
                texts(audience.getJsonObject("sources")).entrySet()) {
            to.scored(keys.likeSources(), source.getKey(), source.getValue());
        }
        to.fields(keys.likesHeard(), texts(audience.getJsonObject("heard")));
        String viewers = audience.getString("viewers");
        if (viewers != null) {
            Request set = Request.cmd(Command.SET)
                    .arg(keys.viewers())
                    .arg(Base64.getDecoder().decode(viewers));
            to.answer(redis -> redis.send(set));
        }
    }

    private static Map<String, String> texts(JsonObject json) {
        Map<String, String> texts = new TreeMap<>();
        json.forEach(field -> texts.put(field.getKey(), String.valueOf(field.getValue())));
        return texts;
    }

    private void addImages() throws IOException {
        Map<String, String> facts = file.hash(StreamExport.IMAGES);
        for (String name : facts.keySet()) {
            to.field(keys.images(), name, file.bytes(StreamExport.IMAGE + name));
        }
        to.fields(keys.imageFacts(), facts);
    }

    private void addOthers() throws IOException {
        to.fields(keys.parked(), file.hash(Waiting.PARKED));
        to.fields(keys.parkedOrders(), file.hash(Waiting.PARKED_ORDERS));
        for (Map.Entry<String, String> hold : file.hash(Waiting.HOLDS).entrySet()) {
            to.scored(keys.holds(), hold.getKey(), hold.getValue());
        }
        to.fields(keys.imports(), file.hash("imports.json"));
    }
}
