package org.livetally.reports;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.ExplanationLabel;
import org.livetally.domain.board.GroupLabel;
import org.livetally.domain.board.NameLabel;
import org.livetally.domain.board.ProductLabel;
import org.livetally.domain.board.RankedName;
import org.livetally.domain.tally.DealTotal;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.Total;
import org.livetally.reports.Figures.Top;
import org.livetally.wire.JsonBytes;

/** A report on the wire, in its canonical form, see {@link CanonicalJson}; docs/report.md defines its fields. */
final class ReportWriter {
    private static final int FORMAT = 1;

    private final Figures figures;
    private final Circumstances facts;

    private ReportWriter(Figures figures, Circumstances facts) {
        this.figures = figures;
        this.facts = facts;
    }

    /** The report, with its hash at its end. */
    static byte[] of(Figures figures, Circumstances facts) {
        byte[] json = JsonBytes.of(new ReportWriter(figures, facts), (out, report) -> report.write(out));
        try {
            String hash = ",\"" + CanonicalJson.HASH + "\":\"" + CanonicalJson.sha256(json) + "\"}";
            return (new String(json, 0, json.length - 1, StandardCharsets.UTF_8) + hash)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it was written a moment ago
        }
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "report");
        json.writeNumberField("format", FORMAT);
        json.writeStringField("board", facts.board().toString());
        facts.write(json, figures);
        json.writeObjectFieldStart("totals");
        for (Total total : Total.values()) {
            if (total.isShown()) {
                json.writeNumberField(total.key(), figures.totals().of(total));
            }
        }
        json.writeEndObject();
        figures.trend().write(json);
        writeRankings(json);
        writeRefunds(json);
        figures.concentration().write(json);
        json.writeObjectFieldStart("deals");
        for (DealTotal total : DealTotal.values()) {
            json.writeNumberField(total.key(), figures.deals().of(total));
        }
        json.writeEndObject();
        figures.corrections().write(json);
        facts.writeStreams(json, figures);
        json.writeEndObject();
    }

    private void writeRefunds(JsonGenerator json) throws IOException {
        long amount = figures.totals().of(Total.REFUNDED);
        json.writeObjectFieldStart("refunds");
        json.writeNumberField("count", figures.refunds());
        json.writeNumberField("amount", amount);
        ShareJson.write(json, "rate", ShareJson.of(amount, figures.totals().of(Total.GMV)));
        json.writeEndObject();
    }

    private void writeRankings(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("rankings");
        for (Dimension dimension : Dimension.values()) {
            Top top = figures.rankings().getOrDefault(dimension, new Top(List.of(), 0));
            json.writeObjectFieldStart(dimension.key());
            json.writeArrayFieldStart("rows");
            for (RankedName row : top.rows()) {
                writeRow(json, dimension, row);
            }
            json.writeEndArray();
            json.writeNumberField("more", top.more());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeRow(JsonGenerator json, Dimension dimension, RankedName row) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", row.name());
        writeLabel(json, row.label());
        for (Measure measure : Measure.values()) {
            boolean isOf = measure == dimension.ranks() || dimension.counts().contains(measure);
            if (isOf && row.has(measure)) {
                json.writeNumberField(measure.key(), row.of(measure));
            }
        }
        if (row.label() instanceof GroupLabel group
                && group.headCount() != null
                && group.headCount() > 0
                && row.has(Measure.BUYERS)) {
            ShareJson.write(json, "participation", ShareJson.of(row.of(Measure.BUYERS), group.headCount()));
        }
        json.writeEndObject();
    }

    private static void writeLabel(JsonGenerator json, @Nullable NameLabel label) throws IOException {
        if (label instanceof ProductLabel product) {
            json.writeStringField("name", product.name());
            json.writeStringField("unit", product.unit());
            JsonBytes.writeText(json, "series", product.series());
        } else if (label instanceof GroupLabel group) {
            writeNumber(json, "headCount", group.headCount());
            JsonBytes.writeText(json, "parent", group.parent());
        } else if (label instanceof ExplanationLabel explanation) {
            json.writeStringField("sku", explanation.sku());
            JsonBytes.writeText(json, "host", explanation.host());
            json.writeNumberField("from", explanation.from());
            writeNumber(json, "to", explanation.to());
        }
    }

    static void writeNumber(JsonGenerator json, String field, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(field, value);
        }
    }

    /** The report as a tree, to be compared. */
    static JsonObject tree(byte[] json) {
        return new JsonObject(Buffer.buffer(json));
    }
}
