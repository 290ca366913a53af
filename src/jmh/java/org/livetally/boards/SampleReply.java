package org.livetally.boards;

import static org.livetally.boards.Replies.array;
import static org.livetally.boards.Replies.number;
import static org.livetally.boards.Replies.packed;
import static org.livetally.boards.Replies.texts;

import io.vertx.redis.client.Response;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.board.Board;
import org.livetally.domain.tally.Dimension;

/** A reply of {@code read_board.lua} for a stream that is an hour old, in the form that the Redis client returns. */
final class SampleReply {
    static final int PRODUCTS_CHANGED = 20;
    private static final int CHANNELS = 2;
    private static final int GROUPS = 40;
    private static final int CITIES = 50;
    private static final String NO_HEAD_COUNT = "{}";
    private static final int MINUTES = 60;
    private static final long FIRST_MINUTE = 29_921_360;
    private static final long NOW = 1_795_281_935_146L;

    private SampleReply() {}

    /** The whole board, as it is read at first. */
    static Response first(int products) {
        return reply(products, 0, IntStream.range(0, MINUTES));
    }

    /**
     * Some ticks later: in each, some products, groups and cities have sold, and of the trend only the minute that moved is
     * read.
     */
    static Response next(int products, int tick) {
        return reply(products, tick, IntStream.of(MINUTES - 1));
    }

    private static Response reply(int products, int tick, IntStream minutes) {
        int sold = tick * PRODUCTS_CHANGED;
        Response packed = packed(array(
                texts(
                        "title",
                        "春季直播",
                        "status",
                        "live",
                        "currency",
                        "CNY",
                        "timezone",
                        "Asia/Shanghai",
                        "goal",
                        "50000000",
                        "startedAt",
                        NOW - 3_600_000,
                        "endsAt",
                        NOW + 3_600_000),
                texts(
                        "gmv",
                        10_703_680 + sold * 990,
                        "orders",
                        5_120 + sold,
                        "units",
                        9_312 + sold,
                        "placed",
                        10_803_680 + sold * 990,
                        "refunded",
                        9_800,
                        "cancelled",
                        4_900,
                        "version",
                        12_345 + sold,
                        "last",
                        "1795281935146-" + (8 + sold),
                        "tallies",
                        Basis.ALL_TALLIES),
                texts(87_412 + sold, 3_987 + sold, 4_021, 10_231, 15_020),
                number(4_411 + sold),
                texts(),
                texts(),
                texts(),
                texts("1795281935146-7", "0123456789abcdef".repeat(4), NOW, 0),
                concat(IntStream.range(0, Board.MAX_RECENT).mapToObj(i -> Stream.of(recent(5_120 + sold - i)))),
                array(Arrays.stream(Dimension.values())
                        .map(dimension -> ranking(dimension, products, tick))
                        .toArray(Response[]::new))));
        Response trend = concat(minutes.mapToObj(
                i -> Stream.of(FIRST_MINUTE + i, 178_394 + i, 85 + i, 1_456 + (i == MINUTES - 1 ? sold : 0))));
        return array(packed, trend, texts(), texts());
    }

    private static Response ranking(Dimension dimension, int products, int tick) {
        return switch (dimension) {
            case PRODUCTS -> concat(IntStream.range(0, products).mapToObj(i -> product(i, tick)));
            case CHANNELS -> concat(IntStream.range(0, CHANNELS).mapToObj(i -> tally("channel-", i, tick)));
            case GROUPS -> concat(IntStream.range(0, GROUPS).mapToObj(i -> group(i, tick)));
            case CITIES -> concat(IntStream.range(0, CITIES).mapToObj(i -> tally("city-", i, tick)));
            case DAYS ->
                texts(
                        "2026-11-20",
                        10_703_680 + tick * PRODUCTS_CHANGED * 990,
                        5_120 + tick * PRODUCTS_CHANGED,
                        9_312 + tick * PRODUCTS_CHANGED);
            case SERIES, CATEGORIES, PROVINCES, HOSTS, FUNDS, EXPLANATIONS -> texts();
        };
    }

    private static Stream<Object> product(int i, int tick) {
        int more = i < PRODUCTS_CHANGED ? tick : 0;
        return Stream.of(
                "product-" + i,
                1_000_000 - i * 100 + more * 990,
                600 + more,
                400 + more,
                null,
                "{\"name\":\"高原野蜂蜜 " + i + "\",\"unit\":\"瓶\"}",
                null);
    }

    private static Stream<Object> group(int i, int tick) {
        return Stream.concat(
                tally("group-", i, tick), Stream.of(300 + (i < PRODUCTS_CHANGED ? tick : 0), NO_HEAD_COUNT));
    }

    private static Stream<Object> tally(String name, int i, int tick) {
        int more = i < PRODUCTS_CHANGED ? tick : 0;
        return Stream.of(name + i, 1_000_000 - i * 100 + more * 990, 400 + more);
    }

    private static String recent(int number) {
        return "1795281935146-" + number + " {\"at\":" + (NOW - number)
                + ",\"buyer\":\"u***1\",\"city\":\"杭州\",\"amount\":39600,\"lines\":[{\"sku\":\"product-" + number % 50
                + "\",\"qty\":2}]}";
    }

    private static Response concat(Stream<? extends Stream<?>> rows) {
        return texts(rows.flatMap(row -> row).toArray());
    }
}
