package org.livetally.boards;

import static org.livetally.boards.PatchField.flag;
import static org.livetally.boards.PatchField.number;
import static org.livetally.boards.PatchField.text;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardAudience;
import org.livetally.domain.board.BoardAudience.Source;
import org.livetally.domain.board.BoardCampaign;
import org.livetally.domain.board.BoardCampaign.Member;
import org.livetally.domain.board.BoardCampaign.Opening;
import org.livetally.domain.board.BoardDeals;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.board.BoardShow;
import org.livetally.domain.board.BoardStream;
import org.livetally.domain.board.BoardTotals;
import org.livetally.domain.tally.DealTotal;
import org.livetally.domain.tally.Dimension;
import org.livetally.domain.tally.Total;

/**
 * The fields of a board as screens get them, section by section, {@code recent} aside. One list serves snapshots and
 * patches: a snapshot is what differs from no board at all.
 */
final class BoardFields {
    private static final List<PatchField<BoardTotals, Long>> TOTALS = Arrays.stream(Total.values())
            .filter(Total::isShown)
            .map(total -> PatchField.<BoardTotals>number(
                    total.key(), totals -> totals.has(total) ? (Long) totals.of(total) : null))
            .toList();

    private static final List<PatchField<BoardAudience, Long>> AUDIENCE = List.of(
            number("likes", BoardAudience::likes),
            number("viewers", BoardAudience::viewers),
            number("peakViewers", BoardAudience::peakViewers),
            number("uniqueViewers", BoardAudience::uniqueViewers),
            number("views", BoardAudience::views));

    private static final List<PatchField<Source, Long>> SOURCE =
            List.of(number("likes", Source::likes), number("at", Source::at));

    private static final List<PatchField<BoardStream, ?>> STREAM = List.of(
            text("id", stream -> stream.id().toString()),
            text("title", BoardStream::title),
            text("status", BoardStream::status),
            text("currency", BoardStream::currency),
            number("currencyDigits", stream -> (long) stream.currencyDigits()),
            text("timezone", BoardStream::timezone),
            number("startedAt", BoardStream::startedAt),
            number("endsAt", BoardStream::endsAt),
            number("endedAt", BoardStream::endedAt),
            flag("openOrders", stream -> stream.openOrders() ? true : null));

    private static final List<PatchField<BoardDeals, ?>> DEALS = Stream.<PatchField<BoardDeals, ?>>concat(
                    Arrays.stream(DealTotal.values())
                            .map(total ->
                                    number(total.key(), deals -> deals.isEmpty() ? null : (Long) deals.of(total))),
                    Stream.of(flag("record", deals -> deals.isEmpty() ? null : (Boolean) deals.isRecord())))
            .toList();

    private static final List<PatchField<BoardShow, ?>> SHOW =
            List.of(text("host", BoardShow::host), text("sku", BoardShow::sku), number("since", BoardShow::since));

    private static final List<PatchField<BoardCampaign, ?>> CAMPAIGN = List.of(
            text("id", campaign -> campaign.id().toString()),
            text("title", BoardCampaign::title),
            number("startsAt", BoardCampaign::startsAt),
            number("endsAt", BoardCampaign::endsAt));

    private static final List<PatchField<Opening, ?>> OPENING =
            List.of(number("gmv", Opening::gmv), number("asOf", Opening::asOf), text("note", Opening::note));

    private static final List<PatchField<Member, ?>> MEMBER = List.of(
            text("title", Member::title),
            text("status", Member::status),
            number("gmv", Member::gmv),
            number("orders", Member::orders));

    private static final Map<String, Section<?>> SECTIONS = sections();

    private BoardFields() {}

    /** Writes the fields of a part of a board that differ from those before; null stands for a part that is missing. */
    @FunctionalInterface
    private interface Difference<T> {
        void write(MergePatchWriter out, @Nullable T now, @Nullable T before) throws IOException;
    }

    /** A section, the part of the board that it shows. */
    private record Section<T>(Function<Board, @Nullable T> part, Difference<T> difference) {
        boolean isSame(Board now, Board before) {
            return Objects.equals(part.apply(now), part.apply(before));
        }

        void write(MergePatchWriter out, Board now, @Nullable Board before) throws IOException {
            out.start(null, before == null);
            difference.write(out, part.apply(now), before == null ? null : part.apply(before));
            out.end();
        }
    }

    private static Map<String, Section<?>> sections() {
        Map<String, Section<?>> sections = new LinkedHashMap<>();
        sections.put(
                BoardSections.TOTALS, section(TOTALS, board -> board.tallies().totals()));
        sections.put(
                BoardSections.AUDIENCE, new Section<>(board -> board.tallies().audience(), BoardFields::writeAudience));
        sections.put(BoardSections.GOAL, new Section<>(Board::goal, GoalPatch::write));
        sections.put(BoardSections.STREAM, section(STREAM, Board::stream));
        for (Dimension dimension : Dimension.values()) {
            sections.put(
                    dimension.key(),
                    new Section<>(
                            board -> board.tallies().ranking(dimension),
                            (out, now, before) -> RankingPatch.write(out, dimension, now, before)));
        }
        sections.put(BoardSections.DEALS, section(DEALS, Board::deals));
        sections.put(BoardSections.SHOW, section(SHOW, board -> board.goods().show()));
        sections.put(BoardSections.STOCK, new Section<>(board -> board.goods().stock(), BoardFields::writeStock));
        sections.put(BoardSections.LEDGER, new Section<>(Board::ledger, LedgerPatch::write));
        sections.put(BoardSections.CAMPAIGN, new Section<>(Board::campaign, BoardFields::writeCampaign));
        sections.put(BoardSections.TREND, new Section<>(board -> board.tallies().trend(), TrendPatch::write));
        return sections;
    }

    private static <T> Section<T> section(List<? extends PatchField<T, ?>> fields, Function<Board, @Nullable T> part) {
        return new Section<>(part, (out, now, before) -> PatchField.write(fields, out, now, before));
    }

    private static void writeStock(
            MergePatchWriter out, @Nullable Map<String, Long> now, @Nullable Map<String, Long> before)
            throws IOException {
        Map<String, Long> left = now == null ? Map.of() : now;
        Map<String, Long> known = before == null ? Map.of() : before;
        for (Map.Entry<String, Long> product : left.entrySet()) {
            if (!product.getValue().equals(known.get(product.getKey()))) {
                out.number(product.getKey(), product.getValue());
            }
        }
        for (String sku : known.keySet()) {
            if (!left.containsKey(sku)) {
                out.gone(sku);
            }
        }
    }

    private static void writeCampaign(MergePatchWriter out, @Nullable BoardCampaign now, @Nullable BoardCampaign before)
            throws IOException {
        PatchField.write(CAMPAIGN, out, now, before);
        Opening opening = now == null ? null : now.opening();
        Opening opened = before == null ? null : before.opening();
        if (opening != null) {
            out.start("opening", opened == null);
            PatchField.write(OPENING, out, opening, opened);
            out.end();
        } else if (opened != null) {
            out.gone("opening");
        }
        out.start("streams", before == null);
        writeEach(MEMBER, out, now == null ? Map.of() : now.streams(), before == null ? Map.of() : before.streams());
        out.end();
    }

    /** A stream without sources of likes has no such object. */
    private static void writeAudience(MergePatchWriter out, @Nullable BoardAudience now, @Nullable BoardAudience before)
            throws IOException {
        PatchField.write(AUDIENCE, out, now, before);
        out.start("sources", false);
        writeEach(SOURCE, out, now == null ? Map.of() : now.sources(), before == null ? Map.of() : before.sources());
        out.end();
    }

    /** Writes what differs between objects that have names. */
    private static <T> void writeEach(
            List<? extends PatchField<T, ?>> fields, MergePatchWriter out, Map<String, T> now, Map<String, T> before)
            throws IOException {
        for (Map.Entry<String, T> each : now.entrySet()) {
            T known = before.get(each.getKey());
            if (!each.getValue().equals(known)) {
                out.start(each.getKey(), known == null);
                PatchField.write(fields, out, each.getValue(), known);
                out.end();
            }
        }
        for (String name : before.keySet()) {
            if (!now.containsKey(name)) {
                out.gone(name);
            }
        }
    }

    /** Whether boards of this kind have the section. A campaign has no goods and no ledger of its own, a stream has no members. */
    static boolean has(Board board, String section) {
        return switch (section) {
            case BoardSections.CAMPAIGN -> board.campaign() != null;
            case BoardSections.SHOW, BoardSections.STOCK, BoardSections.LEDGER -> board.campaign() == null;
            default -> true;
        };
    }

    /** The sections in the order in which screens get them. */
    static Iterable<String> names() {
        return SECTIONS.keySet();
    }

    /** Whether a section is the same on both boards. */
    static boolean isSame(String section, Board now, Board before) {
        return of(section).isSame(now, before);
    }

    /**
     * Writes a section as an object.
     *
     * @param before the board to compare with; null to write all fields
     */
    static void write(String section, MergePatchWriter out, Board now, @Nullable Board before) throws IOException {
        of(section).write(out, now, before);
    }

    private static Section<?> of(String section) {
        return Objects.requireNonNull(SECTIONS.get(section));
    }
}
