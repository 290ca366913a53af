package org.livetally.reports;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.http.JsonBody;
import org.livetally.http.Problem;

/**
 * A report that somebody sent, to be verified.
 *
 * @param hash of the report as it is
 */
record ReceivedReport(JsonObject json, String hash) {
    /** Maximum size in bytes: a thousand names of each dimension, with long names. */
    static final int MAX_BYTES = 4 << 20;

    /** @throws Problem 400, if it is no JSON object */
    static ReceivedReport of(@Nullable Buffer body) {
        if (body == null) {
            throw Problem.invalidField("body", Rule.BODY_JSON.reason());
        }
        try {
            if (JsonBody.decoded(body) instanceof JsonObject report) {
                return new ReceivedReport(report, CanonicalJson.sha256(body.getBytes()));
            }
            throw Problem.invalidField("body", Rule.BODY_JSON.reason());
        } catch (DecodeException | IOException e) {
            throw Problem.invalidField("body", Rule.BODY_JSON.reason());
        }
    }

    /**
     * Up to where the ledgers were counted for it.
     *
     * @param streams of the board; of others the report says nothing
     * @throws Problem 400, if it does not say so
     */
    Map<String, Seq> places(BoardId board, Set<String> streams) {
        if (!board.isCampaign()) {
            return Map.of(board.stream(), seq("ledger.seq", object("ledger").getValue("seq")));
        }
        Map<String, Seq> places = new TreeMap<>();
        for (Object each : array("streams")) {
            if (each instanceof JsonObject stream
                    && stream.getValue("stream") instanceof String id
                    && streams.contains(id)) {
                places.put(id, seq("streams.seq", stream.getValue("seq")));
            }
        }
        return places;
    }

    private JsonArray array(String name) {
        if (json.getValue(name) instanceof JsonArray array) {
            return array;
        }
        throw Problem.invalidField(name, Rule.MISSING.reason());
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

    /**
     * The answer.
     *
     * @param counted anew up to its places
     * @param lacking streams of the board that it leaves out
     */
    JsonObject compare(JsonObject counted, Collection<String> lacking) {
        return ReportDifferences.between(json, counted, lacking).answer(json, hash);
    }
}
