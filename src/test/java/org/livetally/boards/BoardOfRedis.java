package org.livetally.boards;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.livetally.archive.ArchiveDirectory;
import org.livetally.archive.ArchivedLedgers;
import org.livetally.domain.board.Board;
import org.livetally.domain.board.BoardId;
import org.livetally.domain.board.BoardSections;
import org.livetally.domain.stream.Expectations;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.Await;
import org.livetally.testing.TestRedis;

/** The board of a live stream in an empty Redis of the tests, whose fields a test sets by hand. */
final class BoardOfRedis {
    static final String STREAM = "naqu-4500m";
    static final StreamKeys KEYS = new StreamKeys(STREAM);

    private final Vertx vertx;
    private final BoardReader reader;
    private final BoardParts parts = new BoardParts();

    BoardOfRedis(Vertx vertx, InstantSource clock) {
        this.vertx = vertx;
        TestRedis.flush();
        stream("id", STREAM, "title", "那曲", "status", "live", "currency", "CNY", "timezone", "Asia/Shanghai");
        Promise<BoardReader> opened = Promise.promise();
        vertx.runOnContext(loop -> {
            RedisLink link = RedisLink.open(vertx, TestRedis.uri());
            link.onConnected(() -> opened.tryComplete(new BoardReader(link, clock, Expectations.NONE, noArchives())));
        });
        this.reader = Await.result(opened.future());
    }

    /** For boards of streams that are in Redis. */
    static ArchivedBoards noArchives() {
        return new ArchivedBoards(new ArchivedLedgers(new ArchiveDirectory(Path.of("no-archives"))));
    }

    /** Sets fields of the stream: name, value, … */
    void stream(String... fields) {
        set(KEYS.settings(), fields);
    }

    /** Sets totals; {@code version} is one of them. */
    void totals(String... fields) {
        set(KEYS.totals(), fields);
    }

    /** @param previous the reading before, of which unchanged minutes are taken over */
    Board read(@Nullable Board previous) {
        return read(previous, parts);
    }

    /** The board, without anything of a reading before. */
    Board readAlone() {
        return read(null, new BoardParts());
    }

    private Board read(@Nullable Board previous, BoardParts known) {
        Promise<Board> read = Promise.promise();
        vertx.runOnContext(
                loop -> reader.read(BoardId.ofStream(STREAM), previous, known).onComplete(read));
        return Await.result(read.future());
    }

    /** The board as a screen gets it. */
    JsonObject shown() {
        return new JsonObject(Buffer.buffer(BoardJson.snapshot(read(null), BoardSections.EVERY)))
                .getJsonObject("board");
    }

    static void set(String key, String... fields) {
        String[] args = new String[fields.length + 1];
        args[0] = key;
        System.arraycopy(fields, 0, args, 1, fields.length);
        TestRedis.command("HSET", args);
    }
}
