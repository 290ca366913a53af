package org.livetally.boards;

import io.vertx.redis.client.Response;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardSections;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A tick of a busy board: {@value SampleReply#PRODUCTS_CHANGED} products sold since the one before. */
@State(Scope.Benchmark)
public class BoardBenchmark {
    private static final BoardId BOARD = BoardId.ofStream("spring-fair");
    private static final long NOW = 1_795_281_935_146L;
    /** So many replies follow each other, round and round. */
    private static final int TICKS = 50;

    private static final BoardSections ALL = BoardSections.EVERY;

    /** 50 is the length of the rankings that the script reads; 130 shows what more would cost. */
    @Param({"50", "130"})
    public int products;

    private final NameLabels labels = new NameLabels();
    private final BoardParts parts = new BoardParts();
    private final Response[] replies = new Response[TICKS];
    private int tick;
    private Board before = read(SampleReply.first(0), null);
    private Board after = before;

    @Setup
    public void read() {
        for (int i = 0; i < TICKS; i++) {
            replies[i] = SampleReply.next(products, i + 1);
        }
        before = read(SampleReply.first(products), null);
        after = read(replies[0], before);
    }

    private Board read(Response from, @Nullable Board previous) {
        return new BoardDecoder(BOARD, from, NOW, parts, labels)
                .board(TrendReading.of(previous), MemberRows.of(previous));
    }

    /** From Redis' answer and the previous board to the next board. */
    @Benchmark
    public Board merge() {
        tick = (tick + 1) % TICKS;
        return read(replies[tick], before);
    }

    /** From two boards to the update that turns one into the other. */
    @Benchmark
    public byte[] update() {
        return new BoardPatch(before, after).update(before.version(), ALL);
    }

    /** From a board to the snapshot for a screen that has none. */
    @Benchmark
    public byte[] snapshot() {
        return BoardJson.snapshot(after, ALL);
    }
}
