package org.livetally.boards;

import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardSections;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A tick of a busy board: {@value SampleReply#PRODUCTS_CHANGED} products sold since the one before. */
@State(Scope.Benchmark)
public class BoardBenchmark {
    private static final String STREAM = "spring-fair";
    private static final long NOW = 1_795_281_935_146L;
    private static final BoardSections ALL = BoardSections.EVERY;

    /** 50 is the length of the rankings that the script reads; 130 shows what more would cost. */
    @Param({"50", "130"})
    public int products;

    private Response reply = SampleReply.next(0);
    private Board before = new BoardDecoder(STREAM, SampleReply.first(0), NOW).board(Trend.of(null));
    private Board after = before;

    @Setup
    public void read() {
        reply = SampleReply.next(products);
        before = new BoardDecoder(STREAM, SampleReply.first(products), NOW).board(Trend.of(null));
        after = new BoardDecoder(STREAM, reply, NOW + 100).board(Trend.of(before));
    }

    /** From Redis' answer and the previous board to the next board. */
    @Benchmark
    public Board merge() {
        return new BoardDecoder(STREAM, reply, NOW + 100).board(Trend.of(before));
    }

    /** From two boards to the update that turns one into the other. */
    @Benchmark
    public byte[] update() {
        Map<String, @Nullable Object> patch = MergePatch.between(before.sections(), after.sections());
        List<Map<String, Object>> recent = after.recent();
        return BoardJson.update(
                new BoardJson.Update(after.version(), before.version(), after.at(), patch, recent), ALL);
    }

    /** From a board to the snapshot for a screen that has none. */
    @Benchmark
    public byte[] snapshot() {
        return BoardJson.snapshot(after, ALL);
    }
}
