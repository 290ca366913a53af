package org.livetally.boards;

import static org.livetally.boards.PatchField.number;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.BoardGoal;
import org.livetally.domain.board.Forecast;

/** What differs between two goals, and between their forecasts. */
final class GoalPatch {
    private static final List<PatchField<BoardGoal, Long>> GOAL =
            List.of(number("amount", BoardGoal::amount), number("reachedAt", BoardGoal::reachedAt));

    private static final List<PatchField<Forecast, Long>> FORECAST = List.of(
            number("amount", Forecast::amount),
            number("low", Forecast::low),
            number("high", Forecast::high),
            number("at", Forecast::at));

    private GoalPatch() {}

    /** Null stands for no goal. */
    static void write(MergePatchWriter out, @Nullable BoardGoal now, @Nullable BoardGoal before) throws IOException {
        PatchField.write(GOAL, out, now, before);
        writeProjected(out, now == null ? null : now.projected(), before == null ? null : before.projected());
    }

    private static void writeProjected(MergePatchWriter out, @Nullable Forecast now, @Nullable Forecast before)
            throws IOException {
        if (now != null) {
            out.start("projected", before == null);
            PatchField.write(FORECAST, out, now, before);
            out.end();
        } else if (before != null) {
            out.gone("projected");
        }
    }
}
