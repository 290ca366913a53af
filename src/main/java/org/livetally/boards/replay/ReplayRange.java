package org.livetally.boards.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.basis.OnAir;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.count.LedgerSource.Head;
import org.livetally.wire.JsonBytes;

/** What a scrubber needs to know of a replay: its time, and what was on air when. */
final class ReplayRange {
    /** Of more of them, as many that are spread over all. */
    private static final int MAX_SHOWS = 500;

    private ReplayRange() {}

    static Future<byte[]> of(Library.Known known) {
        Head head = known.head();
        return known.ledger()
                .messages()
                .compose(messages -> known.ledger()
                        .basis(head.zone(), head.countsAll())
                        .map(basis -> JsonBytes.of(known, (json, of) -> {
                            json.writeStartObject();
                            json.writeNumberField("from", of.span().from());
                            json.writeNumberField("to", of.span().to());
                            json.writeNumberField("messages", messages);
                            writeTime(json, head, "endedAt");
                            writeTime(json, head, "goalReachedAt");
                            writeShows(json, List.copyOf(basis.shows().entrySet()));
                            json.writeEndObject();
                        })));
    }

    private static void writeTime(JsonGenerator json, Head head, String name) throws IOException {
        Long time = Span.time(head, name);
        if (time != null) {
            json.writeNumberField(name, time);
        }
    }

    private static void writeShows(JsonGenerator json, List<Map.Entry<Seq, OnAir>> shows) throws IOException {
        int kept = Math.min(MAX_SHOWS, shows.size());
        json.writeArrayFieldStart("shows");
        for (int i : IntStream.range(0, kept)
                .map(i -> (int) ((long) i * shows.size() / kept))
                .toArray()) {
            json.writeStartObject();
            json.writeNumberField("at", shows.get(i).getKey().ms());
            writeText(json, "host", shows.get(i).getValue().host());
            writeText(json, "sku", shows.get(i).getValue().sku());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeText(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }
}
