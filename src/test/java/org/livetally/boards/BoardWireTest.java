package org.livetally.boards;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardNews;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.order.Seq;

/**
 * Every byte that screens get, of boards that show all that a board can show: the order of fields, what a patch leaves
 * out, and what it removes. Clients may rely on any of it, so the file changes only together with the API documents.
 */
@ExtendWith(VertxExtension.class)
final class BoardWireTest {
    private static final Path MESSAGES = Path.of("src/test/resources/boards/messages.ndjson");
    private static final BoardId BOARD = BoardId.ofStream("naqu-4500m");
    private static final List<BoardSections> CHOICES = List.of(
            BoardSections.EVERY,
            BoardSections.of(Set.of("totals", "recent")),
            BoardSections.of(Set.of("goal", "stream")),
            BoardSections.of(Set.of("products")),
            BoardSections.of(Set.of("trend", "audience", "cities")));

    private final BoardParts parts = new BoardParts();

    @Test
    void messagesAreTheSameByteForByte(Vertx vertx) throws IOException {
        OrderFeed none = new OrderFeed(
                vertx,
                BOARD,
                new OrderLedger(
                        stream -> Future.succeededFuture(Seq.START),
                        (stream, from, upTo, min) -> Future.failedFuture("no order is read here")));
        WatchedBoard board = new WatchedBoard(BOARD, none, 0);
        List<List<String>> messages = new ArrayList<>();
        for (BoardSections fields : CHOICES) {
            List<String> told = new ArrayList<>();
            board.add(fields, Board.MAX_RATE, news -> told.add(shown(news)));
            messages.add(told);
        }
        Board last = null;
        List<Response> replies = List.of(
                BoardReplies.scheduled(),
                BoardReplies.live(),
                BoardReplies.moved(),
                BoardReplies.ended(),
                BoardReplies.changed(),
                BoardReplies.live(),
                BoardReplies.moved());
        for (int i = 0; i < replies.size(); i++) {
            last = decode(replies.get(i), BoardReplies.AT + 100L * i, last);
            board.advance(last, () -> {}, 0);
        }
        assertEquals(
                Files.readAllLines(MESSAGES),
                messages.stream().flatMap(List::stream).toList());
    }

    private Board decode(Response reply, long at, @Nullable Board last) {
        Board alone = decode(reply, at, last, new BoardParts());
        Board carried = decode(reply, at, last, parts);
        assertEquals(alone, carried);
        return carried;
    }

    private static Board decode(Response reply, long at, @Nullable Board last, BoardParts parts) {
        return new BoardDecoder(BOARD, reply, at, parts, new NameLabels())
                .board(TrendReading.of(last), MemberRows.of(last));
    }

    private static String shown(BoardNews news) {
        byte[] json = news instanceof BoardNews.Update update
                ? update.json()
                : ((BoardNews.Latest) news).json().get();
        return new String(json, StandardCharsets.UTF_8);
    }
}
