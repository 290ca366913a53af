package org.livetally.boards;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.board.RecentOrder;
import org.livetally.domain.order.Seq;
import org.livetally.wire.JsonBytes;

/**
 * What differs between two readings of a board. Each section is compared and encoded once, however many choices of
 * fields show it, and not at all if none does. Not thread-safe.
 */
final class BoardPatch {
    private static final byte[] NOTHING = {};

    private final Board before;
    private final Board now;
    /** By section: its patch as a JSON object, or nothing. */
    private final Map<String, byte[]> sections = new HashMap<>();

    BoardPatch(Board before, Board now) {
        this.before = before;
        this.now = now;
    }

    /** Whether one of these sections differs. */
    boolean touches(BoardSections fields) {
        return fields.names().stream().anyMatch(name -> section(name).length > 0);
    }

    /**
     * The {@code update} message of these sections, JSON in UTF-8.
     *
     * @param from the version that the screens have
     */
    byte[] update(long from, BoardSections fields) {
        return update(from, fields, false);
    }

    /** @param replay whether the boards are of the past */
    byte[] update(long from, BoardSections fields, boolean replay) {
        List<String> changed = new ArrayList<>();
        for (String name : BoardFields.names()) {
            if (fields.has(name) && section(name).length > 0) {
                changed.add(name);
            }
        }
        byte[] recent = fields.has(BoardSections.RECENT) ? section(BoardSections.RECENT) : NOTHING;
        return JsonBytes.of(changed, (json, sections) -> {
            json.writeStartObject();
            json.writeStringField("type", "update");
            json.writeNumberField("version", now.version());
            json.writeNumberField("from", from);
            if (replay) {
                json.writeBooleanField("replay", true);
            }
            json.writeNumberField("at", now.at());
            json.writeObjectFieldStart("patch");
            for (String name : sections) {
                writeRaw(json, name, section(name));
            }
            json.writeEndObject();
            if (recent.length > 0) {
                writeRaw(json, BoardSections.RECENT, recent);
            }
            json.writeEndObject();
        });
    }

    private static void writeRaw(JsonGenerator json, String field, byte[] value) throws IOException {
        json.writeFieldName(field);
        JsonBytes.raw(json).write(value);
    }

    private byte[] section(String name) {
        return sections.computeIfAbsent(name, this::difference);
    }

    private byte[] difference(String section) {
        if (section.equals(BoardSections.RECENT)) {
            List<RecentOrder> newer = newer();
            return newer.isEmpty() ? NOTHING : JsonBytes.of(newer, BoardJson::writeRecent);
        }
        return BoardFields.isSame(section, now, before)
                ? NOTHING
                : JsonBytes.of(
                        section, (json, name) -> BoardFields.write(name, new MergePatchWriter(json), now, before));
    }

    /**
     * The orders that were not known before. Those of a stream are up to the first one that was known; a campaign reads one
     * ledger after another, so an order can come later than a newer one of another stream.
     */
    private List<RecentOrder> newer() {
        if (now.campaign() != null) {
            return now.recent().stream()
                    .filter(order -> !before.recent().contains(order))
                    .toList();
        }
        Seq known =
                before.recent().isEmpty() ? Seq.START : before.recent().get(0).seq();
        int newer = 0;
        while (newer < now.recent().size() && !now.recent().get(newer).seq().equals(known)) {
            newer++;
        }
        return now.recent().subList(0, newer);
    }
}
