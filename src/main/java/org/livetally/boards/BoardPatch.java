package org.livetally.boards;

import java.nio.charset.StandardCharsets;
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
        return update(from, fields, "");
    }

    /** @param mark more fields of the message, before its time */
    byte[] update(long from, BoardSections fields, String mark) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(ascii("{\"type\":\"update\",\"version\":" + now.version() + ",\"from\":" + from + "," + mark
                + "\"at\":" + now.at() + ",\"patch\":{"));
        String separator = "";
        for (String name : BoardFields.names()) {
            if (fields.has(name) && section(name).length > 0) {
                parts.add(ascii(separator + "\"" + name + "\":"));
                parts.add(section(name));
                separator = ",";
            }
        }
        parts.add(ascii("}"));
        if (fields.has(BoardSections.RECENT) && section(BoardSections.RECENT).length > 0) {
            parts.add(ascii(",\"" + BoardSections.RECENT + "\":"));
            parts.add(section(BoardSections.RECENT));
        }
        parts.add(ascii("}"));
        return joined(parts);
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

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(List<byte[]> parts) {
        byte[] all = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int length = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, length, part.length);
            length += part.length;
        }
        return all;
    }
}
