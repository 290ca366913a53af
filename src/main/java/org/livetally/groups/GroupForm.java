package org.livetally.groups;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.order.StreamEvent.Group;
import org.livetally.groups.GroupFigures.Row;
import org.livetally.groups.GroupFigures.Share;
import org.livetally.tables.TableFormat;
import org.livetally.wire.GroupJson;
import org.livetally.wire.JsonBytes;

/** The encoding of a tree of groups and of its figures: JSON, or a file for spreadsheets. */
enum GroupForm {
    JSON(null),
    CSV(TableFormat.CSV),
    XLSX(TableFormat.XLSX);

    private final @Nullable TableFormat table;

    GroupForm(@Nullable TableFormat table) {
        this.table = table;
    }

    String contentType() {
        return table == null ? "application/json" : table.contentType();
    }

    /**
     * The name under which a browser saves the answer; null to show it.
     *
     * @param what the end of the name
     */
    @Nullable
    String file(String stream, String what) {
        return table == null ? null : stream + "-" + what + "." + table.extension();
    }

    byte[] encode(GroupTree tree) {
        return table == null
                ? JsonBytes.of(tree, GroupForm::write)
                : table.write(GroupTable.TREE, tree.groups().entrySet().stream());
    }

    private static void write(JsonGenerator json, GroupTree tree) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Group> group : tree.groups().entrySet()) {
            json.writeObjectFieldStart(group.getKey());
            GroupJson.writeFields(json, group.getValue());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    byte[] encode(GroupFigures figures) {
        return table == null
                ? JsonBytes.of(figures, GroupForm::write)
                : table.write(GroupTable.FIGURES, figures.rows().stream());
    }

    private static void write(JsonGenerator json, GroupFigures figures) throws IOException {
        json.writeStartObject();
        for (Row row : figures.rows()) {
            json.writeObjectFieldStart(row.name());
            GroupJson.writeFields(json, row.group());
            writeSums(json, row.own());
            writeParticipation(json, row.own());
            json.writeObjectFieldStart("total");
            writeSums(json, row.total());
            if (row.total().headCount() != null) {
                json.writeNumberField("headCount", row.total().headCount());
            }
            writeParticipation(json, row.total());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeSums(JsonGenerator json, Share share) throws IOException {
        json.writeNumberField("gmv", share.gmv());
        json.writeNumberField("orders", share.orders());
        json.writeNumberField("buyers", share.buyers());
    }

    private static void writeParticipation(JsonGenerator json, Share share) throws IOException {
        Double participation = share.participation();
        if (participation != null) {
            json.writeNumberField("participation", participation);
        }
    }
}
