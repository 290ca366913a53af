package org.livetally.boards;

import io.vertx.redis.client.Response;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Integers;
import org.livetally.domain.board.Board;
import org.livetally.domain.stream.Currencies;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Measure;
import org.livetally.domain.tally.Total;

/**
 * The reply of {@code read_board.lua}, as a board. A board has no prices, since the catalogue is read over HTTP, and tells
 * {@code openOrders} only if it is on.
 */
final class BoardDecoder {
    private static final BigInteger MAX_EXACT = BigInteger.valueOf(Integers.MAX_EXACT);

    private static final int STREAM = 0;
    private static final int TOTALS = 1;
    private static final int AUDIENCE = 2;
    private static final int VIEWERS = 3;
    private static final int BUYERS = 4;
    private static final int TREND = 5;
    private static final int RECENT = 6;
    private static final int RANKINGS = 7;

    private final String id;
    private final Response reply;
    private final long at;
    private final Map<String, String> stream;
    private final Map<String, String> totals;

    BoardDecoder(String id, Response reply, long at) {
        this.id = id;
        this.reply = reply;
        this.at = at;
        this.stream = texts(reply.get(STREAM));
        this.totals = texts(reply.get(TOTALS));
    }

    /** The newest seq; empty if there is none. */
    String last() {
        return totals.getOrDefault("last", "");
    }

    /** @param known the minutes read before; receives those of the reply, too */
    Board board(Trend known) {
        known.add(reply.get(TREND));
        Map<String, Object> sections = new LinkedHashMap<>();
        sections.put("totals", totalsSection());
        sections.put("audience", audienceSection());
        sections.put("goal", goalSection());
        sections.put("stream", streamSection());
        addRankings(sections);
        sections.put("trend", known.section());
        return new Board(number(totals, "version"), at, sections, recent());
    }

    private Map<String, Object> totalsSection() {
        Map<String, Object> section = new LinkedHashMap<>();
        for (Total total : Total.values()) {
            if (total.isShown()) {
                section.put(total.key(), total.value(this::kept));
            }
        }
        return section;
    }

    private long kept(Total total) {
        return total == Total.BUYERS ? reply.get(BUYERS).toLong() : number(totals, total.key());
    }

    private Map<String, Object> audienceSection() {
        Map<String, String> audience = texts(reply.get(AUDIENCE));
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("likes", number(audience, "likes"));
        section.put("viewers", reply.get(VIEWERS).toLong());
        section.put("peakViewers", number(audience, "peakViewers"));
        section.put("uniqueViewers", number(audience, "uniqueViewers"));
        section.put("views", number(audience, "views"));
        return section;
    }

    private Map<String, Object> goalSection() {
        Map<String, Object> section = new LinkedHashMap<>();
        if (stream.containsKey("goal")) {
            section.put("amount", number(stream, "goal"));
            putNumber(section, "reachedAt", "goalReachedAt");
            Long projected = projected();
            if (projected != null) {
                section.put("projected", projected);
            }
        }
        return section;
    }

    /** The GMV at the planned end, at the average pace since the start, rounded down; null if no end is planned. */
    private @Nullable Long projected() {
        long started = number(stream, "startedAt");
        long elapsed = at - started;
        long planned = number(stream, "endsAt") - started;
        if (!"live".equals(stream.get("status")) || elapsed <= 0 || planned < elapsed) {
            return null;
        }
        // The product can exceed a long. Browsers cannot show what exceeds 2^53 exactly.
        return BigInteger.valueOf(kept(Total.GMV))
                .multiply(BigInteger.valueOf(planned))
                .divide(BigInteger.valueOf(elapsed))
                .min(MAX_EXACT)
                .longValue();
    }

    private Map<String, Object> streamSection() {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("id", id);
        section.put("title", text("title"));
        section.put("status", text("status"));
        section.put("currency", text("currency"));
        section.put("currencyDigits", (long) Currencies.digits(text("currency"))); // all integers of a board are longs
        section.put("timezone", text("timezone"));
        putNumber(section, "startedAt", "startedAt");
        putNumber(section, "endsAt", "endsAt");
        putNumber(section, "endedAt", "endedAt");
        if ("1".equals(stream.get("openOrders"))) {
            section.put("openOrders", true);
        }
        return section;
    }

    private String text(String field) {
        return stream.getOrDefault(field, "");
    }

    private void putNumber(Map<String, Object> section, String name, String field) {
        if (stream.containsKey(field)) {
            section.put(name, number(stream, field));
        }
    }

    private void addRankings(Map<String, Object> sections) {
        Response rankings = reply.get(RANKINGS);
        Map<String, Response> byName = new HashMap<>();
        for (int i = 0; i + 1 < rankings.size(); i += 2) {
            byName.put(rankings.get(i).toString(), rankings.get(i + 1));
        }
        for (Dimension dimension : Dimension.values()) {
            sections.put(dimension.key(), ranking(dimension, Objects.requireNonNull(byName.get(dimension.key()))));
        }
    }

    private static Map<String, Object> ranking(Dimension dimension, Response rows) {
        List<Measure> counts = dimension.counts();
        int catalogue = 2 + counts.size();
        int width = catalogue + (dimension.isCatalogued() ? 1 : 0);
        Map<String, Object> section = new LinkedHashMap<>();
        for (int i = 0; i + width <= rows.size(); i += width) {
            Map<String, Object> tally = new LinkedHashMap<>();
            if (dimension.isCatalogued()) {
                addName(tally, rows.get(i + catalogue));
            }
            tally.put(Measure.GMV.key(), number(rows.get(i + 1)));
            for (int c = 0; c < counts.size(); c++) {
                tally.put(counts.get(c).key(), number(rows.get(i + 2 + c)));
            }
            section.put(rows.get(i).toString(), tally);
        }
        return section;
    }

    private static void addName(Map<String, Object> tally, @Nullable Response catalogue) {
        if (catalogue != null) {
            Map<String, Object> known = Json.parse(catalogue.toString());
            tally.put("name", known.getOrDefault("name", ""));
            tally.put("unit", known.getOrDefault("unit", "")); // prices stay in the catalogue
        }
    }

    private List<Map<String, Object>> recent() {
        List<Map<String, Object>> recent = new ArrayList<>();
        for (Response row : reply.get(RECENT)) {
            String text = row.toString();
            int space = text.indexOf(' ');
            Map<String, Object> order = new LinkedHashMap<>();
            order.put("seq", text.substring(0, space));
            order.putAll(Json.parse(text.substring(space + 1)));
            recent.add(order);
        }
        return recent;
    }

    private static Map<String, String> texts(Response pairs) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            texts.put(pairs.get(i).toString(), pairs.get(i + 1).toString());
        }
        return texts;
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "0"));
    }

    private static long number(@Nullable Response value) {
        return value == null ? 0 : Long.parseLong(value.toString());
    }
}
