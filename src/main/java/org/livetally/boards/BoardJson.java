package org.livetally.boards;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.board.RecentOrder;
import org.livetally.domain.rule.Reason;
import org.livetally.wire.JsonBytes;
import org.livetally.wire.ReasonJson;

/** The messages that screens get, as JSON in UTF-8; {@link BoardPatch} makes the updates. */
final class BoardJson {
    private BoardJson() {}

    static byte[] snapshot(Board board, BoardSections fields) {
        return snapshot(board, fields, false);
    }

    /** @param replay whether the board is one of the past */
    static byte[] snapshot(Board board, BoardSections fields, boolean replay) {
        return JsonBytes.of(board, (json, shown) -> writeSnapshot(json, shown, fields, replay));
    }

    private static void writeSnapshot(JsonGenerator json, Board board, BoardSections fields, boolean replay)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "snapshot");
        json.writeNumberField("version", board.version());
        if (replay) {
            json.writeBooleanField("replay", true);
        }
        json.writeNumberField("at", board.at());
        json.writeObjectFieldStart("board");
        MergePatchWriter out = new MergePatchWriter(json);
        for (String name : BoardFields.names()) {
            if (fields.has(name) && BoardFields.has(board, name)) {
                json.writeFieldName(name);
                BoardFields.write(name, out, board, null);
            }
        }
        if (fields.has(BoardSections.RECENT)) {
            json.writeFieldName(BoardSections.RECENT);
            writeRecent(json, board.recent());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    static void writeRecent(JsonGenerator json, List<RecentOrder> orders) throws IOException {
        json.writeStartArray();
        for (RecentOrder order : orders) {
            order.write(JsonBytes.raw(json));
        }
        json.writeEndArray();
    }

    /** @param since epoch milliseconds */
    static byte[] stale(long since, Reason reason) {
        return JsonBytes.of(reason, (json, told) -> {
            json.writeStartObject();
            json.writeStringField("type", "stale");
            json.writeNumberField("since", since);
            json.writeStringField("reason", told.sentence());
            ReasonJson.write(json, told);
            json.writeEndObject();
        });
    }
}
