package org.livetally.intake.files;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.livetally.domain.order.Message;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem.RowError;
import org.livetally.http.ReasonFields;
import org.livetally.wire.JsonBytes;
import org.livetally.wire.MessageJson;

/** What an operator is shown of a file before anything is recorded. */
final class Preview {
    private Preview() {}

    /** Of a file that nobody can read yet: how it would read. */
    static JsonObject ofUnreadable(SalesFile file) throws IOException {
        Findings findings = new Findings();
        findings.reject(1, "encoding", Rule.IMPORT_ENCODING.reason());
        return json(file, findings).put("columns", new JsonArray());
    }

    static JsonObject of(SalesFile file, SalesFile.Reading reading, StreamFacts stream) throws IOException {
        Findings findings = reading.findings();
        if (findings.late > 0) {
            findings.warnOfAll(
                    1, Rule.IMPORT_LATE.reason(findings.late, stream.status().wire()));
        }
        if (findings.early > 0) {
            findings.warnOfAll(findings.earlyRow, Rule.IMPORT_EARLY.reason(findings.early, findings.earlySum));
        }
        JsonObject json = json(file, findings)
                .put("currency", stream.currency())
                .put("timezone", stream.zone().getId());
        TableOrders table = reading.table();
        if (table == null) {
            return json.put("unit", Unit.FEN.wire()).put("columns", new JsonArray());
        }
        Mapping mapping = table.mapping();
        if (mapping != null) {
            json.put("mapping", mapping.json())
                    .put("unit", mapping.unit() == null ? null : mapping.unit().wire());
        }
        return json.put("columns", new JsonArray(List.copyOf(table.header())));
    }

    private static JsonObject json(SalesFile file, Findings findings) throws IOException {
        JsonObject json = new JsonObject().put("format", file.kind().wire());
        TextEncoding encoding = file.encoding();
        if (encoding != null) {
            json.put(
                    "encoding", encoding.name() == null ? null : encoding.name().name());
            if (!encoding.readings().isEmpty()) {
                json.put("encodings", encoding.shown(file.bytes()));
            }
        }
        if (file.form() != null) {
            json.put("delimiter", String.valueOf(file.form().delimiter()));
        }
        return counts(json, findings)
                .put("skipped", skipped(findings.skipped))
                .put("errors", rows(findings.errors))
                .put("warnings", rows(findings.warnings))
                .put("first", messages(findings.first));
    }

    private static JsonObject counts(JsonObject json, Findings findings) {
        JsonObject byStatus = new JsonObject();
        findings.byStatus.forEach((status, counted) -> byStatus.put(
                status.wire(), new JsonObject().put("orders", counted[0]).put("sum", counted[1])));
        return json.put("rows", findings.rows)
                .put("rejected", findings.rejected)
                .put("orders", findings.orders)
                .put("messages", findings.messages)
                .put("units", findings.units)
                .put("sum", findings.sum)
                .put("byStatus", byStatus);
    }

    private static JsonArray skipped(List<RowError> rows) {
        JsonArray array = rows(rows);
        array.forEach(row -> ((JsonObject) row).put("why", ((JsonObject) row).getString("detail")));
        return array;
    }

    private static JsonArray rows(List<RowError> rows) {
        JsonArray array = new JsonArray();
        for (RowError row : rows) {
            array.add(ReasonFields.put(new JsonObject().put("row", row.row()).put("field", row.field()), row.reason()));
        }
        return array;
    }

    private static JsonArray messages(List<Message> messages) {
        return (JsonArray) Json.decodeValue(Buffer.buffer(JsonBytes.of(messages, MessageJson::writeArray)));
    }
}
