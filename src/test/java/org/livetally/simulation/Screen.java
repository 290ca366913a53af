package org.livetally.simulation;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.order.Seq;
import org.livetally.testing.Rfc7396;

/** A screen that shows one board of one node, as a page does: snapshots, and updates that follow its own version. */
final class Screen implements Consumer<BoardNews> {
    private static final Comparator<Object> NEWEST_FIRST =
            Comparator.comparing(Screen::seq).thenComparing(String::valueOf).reversed();

    final BoardId board;
    final Node node;
    private final int rate;
    private final World world;
    private Map<String, Object> shown = Map.of();
    private long version = -1;
    private boolean stale;

    Screen(BoardId board, Node node, int rate, World world) {
        this.board = board;
        this.node = node;
        this.rate = rate;
        this.world = world;
    }

    void open() {
        node.boards.subscribe(board, BoardSections.EVERY, rate, this);
    }

    void close() {
        node.boards.unsubscribe(board, BoardSections.EVERY, rate, this);
    }

    long version() {
        return version;
    }

    /** Whether it was told that what it shows may be old. */
    boolean isStale() {
        return stale;
    }

    Recount.Figures figures() {
        return History.figures(new JsonObject(shown).getJsonObject("totals", new JsonObject()));
    }

    @Override
    public void accept(BoardNews news) {
        world.scheduler.say(() -> this + " (" + rate + " a second) gets " + text(news));
        if (news instanceof BoardNews.Latest latest) {
            JsonObject message = json(latest.json().get());
            world.history.mayReplace(this, message.getLong("version"));
            version = message.getLong("version");
            shown = message.getJsonObject("board").getMap();
            shown.put("recent", newest((List<?>) Objects.requireNonNull(shown.get("recent"))));
            stale = false;
            world.history.shows(this, new JsonObject(shown));
        } else if (news instanceof BoardNews.Update update) {
            apply(json(update.json()));
            stale = false;
            world.history.shows(this, new JsonObject(shown));
        } else if (news instanceof BoardNews.Stale) {
            stale = true;
        }
    }

    private void apply(JsonObject update) {
        long from = update.getLong("from");
        Violation.unless(from == version, () -> this + " gets an update from version " + from);
        version = update.getLong("version");
        if (world.mutant == Mutant.PATCH_FROM_WRONG_VERSION && world.scheduler.chance(10)) {
            return;
        }
        shown = Rfc7396.apply(update.getJsonObject("patch").getMap(), shown);
        if (update.containsKey("recent")) {
            List<Object> all = new ArrayList<>();
            update.getJsonArray("recent").forEach(order -> all.add(((JsonObject) order).getMap()));
            all.addAll((List<?>) Objects.requireNonNull(shown.get("recent")));
            shown.put("recent", newest(all));
        }
    }

    /** As the client library does: those of a campaign may come late. */
    private static List<?> newest(List<?> orders) {
        return orders.stream()
                .distinct()
                .sorted(NEWEST_FIRST)
                .limit(Board.MAX_RECENT)
                .toList();
    }

    private static String text(BoardNews news) {
        byte[] json = news instanceof BoardNews.Latest latest
                ? latest.json().get()
                : news instanceof BoardNews.Update update ? update.json() : ((BoardNews.Stale) news).json();
        return Commands.text(json);
    }

    private static Seq seq(Object order) {
        return Seq.parse(String.valueOf(((Map<?, ?>) order).get("seq")));
    }

    private static JsonObject json(byte[] bytes) {
        return new JsonObject(Buffer.buffer(bytes));
    }

    @Override
    public String toString() {
        return "the screen of " + board + " at " + node + ", version " + version;
    }
}
