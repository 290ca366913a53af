package org.livetally.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Sha256;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.stream.Currencies;
import org.livetally.ledger.seal.StoredSeal;
import org.livetally.reports.Figures.Part;
import org.livetally.streams.StreamDirectory.Brief;
import org.livetally.wire.JsonBytes;

/**
 * What a report says besides its figures. The ledger does not have it, and it may change later.
 *
 * @param version of the program
 * @param settings of the board, as Redis holds them
 * @param audit how the figures compare with those in Redis; null if they are as of an earlier place
 * @param sealed the newest result of the continuous audit; null if there is none
 * @param members what lists show of the streams of a campaign
 */
record Circumstances(
        BoardId board,
        String version,
        Map<String, String> settings,
        String status,
        @Nullable Audit audit,
        @Nullable StoredSeal sealed,
        Map<String, Brief> members) {
    private static final List<String> TIMES =
            List.of("createdAt", "startsAt", "startedAt", "endsAt", "endedAt", "closedAt");

    Circumstances {
        settings = Map.copyOf(settings);
        members = Map.copyOf(members);
    }

    /**
     * A comparison of the totals.
     *
     * @param at epoch milliseconds
     * @param differences how many of them differ
     */
    record Audit(long at, long differences) {}

    /** Writes what stands before the figures. */
    void write(JsonGenerator json, Figures figures) throws IOException {
        json.writeStringField("version", version);
        writeStream(json);
        writeLedger(json, figures.parts());
        Long goal = number("goal");
        if (goal != null) {
            json.writeObjectFieldStart("goal");
            json.writeNumberField("amount", goal);
            ReportWriter.writeNumber(json, "reachedAt", number("goalReachedAt"));
            json.writeEndObject();
        }
        String opening = settings.get("opening");
        if (opening != null) {
            json.writeFieldName("opening");
            json.writeRawValue(new JsonObject(opening).encode());
        }
    }

    private void writeStream(JsonGenerator json) throws IOException {
        String currency = settings.getOrDefault("currency", Currencies.DEFAULT);
        json.writeObjectFieldStart("stream");
        json.writeStringField("title", settings.getOrDefault("title", ""));
        json.writeStringField("status", status);
        json.writeStringField("currency", currency);
        json.writeNumberField("currencyDigits", Currencies.digits(currency));
        JsonBytes.writeText(json, "timezone", settings.get("timezone"));
        for (String time : TIMES) {
            ReportWriter.writeNumber(json, time, number(time));
        }
        json.writeEndObject();
    }

    private @Nullable Long number(String setting) {
        String value = settings.get(setting);
        return value == null ? null : Long.valueOf(value);
    }

    private void writeLedger(JsonGenerator json, List<Part> parts) throws IOException {
        json.writeObjectFieldStart("ledger");
        if (!board.isCampaign() && parts.get(0).seal() != null) {
            json.writeStringField("seq", parts.get(0).seal().seq().toString());
            json.writeStringField("sha256", parts.get(0).seal().sha256());
        } else {
            json.writeStringField("sha256", sha256(parts));
        }
        json.writeNumberField(
                "messages", parts.stream().mapToLong(Part::messages).sum());
        if (audit != null) {
            json.writeObjectFieldStart("audit");
            json.writeNumberField("at", audit.at);
            json.writeNumberField("differences", audit.differences);
            json.writeEndObject();
        }
        if (sealed != null) {
            json.writeObjectFieldStart("sealed");
            json.writeStringField("seq", sealed.seal().seq().toString());
            json.writeNumberField("at", sealed.at());
            json.writeNumberField("differences", sealed.differences());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Of lines {@code <stream> <seal>}, one for each ledger that has an entry. */
    private static String sha256(List<Part> parts) {
        String lines = parts.stream()
                .filter(part -> part.seal() != null)
                .map(part -> part.stream() + " " + part.seal().text() + "\n")
                .collect(Collectors.joining());
        return Sha256.hex(lines.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the streams of a campaign. */
    void writeStreams(JsonGenerator json, Figures figures) throws IOException {
        if (!board.isCampaign()) {
            return;
        }
        json.writeArrayFieldStart("streams");
        for (Part part : figures.parts()) {
            Brief brief = members.getOrDefault(part.stream(), new Brief("", "gone", ""));
            json.writeStartObject();
            json.writeStringField("stream", part.stream());
            json.writeStringField("title", brief.title());
            json.writeStringField("status", brief.status());
            json.writeNumberField("gmv", part.gmv());
            json.writeNumberField("orders", part.orders());
            json.writeNumberField("messages", part.messages());
            if (part.seal() != null) {
                json.writeStringField("seq", part.seal().seq().toString());
                json.writeStringField("sha256", part.seal().sha256());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
