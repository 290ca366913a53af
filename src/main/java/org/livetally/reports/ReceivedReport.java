package org.livetally.reports;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;

/**
 * A report that somebody sent, to be verified.
 *
 * @param hash of the report as it is
 */
record ReceivedReport(JsonObject json, String hash) {
    /** Maximum size in bytes: a thousand names of each dimension, with the longest names. */
    static final int MAX_BYTES = 16 << 20;

    /** @throws Problem 400, if it is no JSON object */
    static ReceivedReport of(@Nullable Buffer body) {
        if (body == null) {
            throw Problem.invalidField("body", Rule.BODY_JSON.reason());
        }
        try {
            return new ReceivedReport(new JsonObject(body), CanonicalJson.sha256(body.getBytes()));
        } catch (DecodeException | IOException e) {
            throw Problem.invalidField("body", Rule.BODY_JSON.reason());
        }
    }

    /**
     * Up to where the ledgers were counted for it.
     *
     * @throws Problem 400, if it does not say so
     */
    Map<String, Seq> places(BoardId board) {
        Map<String, Seq> places = new TreeMap<>();
        if (!board.isCampaign()) {
            places.put(board.stream(), seq("ledger.seq", object("ledger").getValue("seq")));
            return places;
        }
        if (!(json.getValue("streams") instanceof JsonArray streams)) {
            throw Problem.invalidField("streams", Rule.MISSING.reason());
        }
        for (Object each : streams) {
            if (each instanceof JsonObject stream && stream.getValue("stream") instanceof String id) {
                places.put(id, seq("streams.seq", stream.getValue("seq")));
            }
        }
        return places;
    }

    private JsonObject object(String name) {
        return json.getValue(name) instanceof JsonObject object ? object : new JsonObject();
    }

    /** A ledger without an entry has no seal. */
    private static Seq seq(String field, @Nullable Object value) {
        if (value == null) {
            return Seq.START;
        }
        if (!(value instanceof String text) || !Seq.isSeq(text)) {
            throw Problem.invalidField(field, Rule.SEQ.reason());
        }
        return Seq.parse(text);
    }

    /** The answer. */
    JsonObject compare(JsonObject counted) {
        return ReportDifferences.between(json, counted).answer(json, hash);
    }
}
