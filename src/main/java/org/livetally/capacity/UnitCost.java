package org.livetally.capacity;

/**
 * What one of something costs, as it was measured on two cores (AMD EPYC, a virtual machine). Every figure of a plan
 * follows from these; a newer measurement is noted here, and docs/scale.md is printed again.
 */
enum UnitCost {
    REDIS_ORDER(3.2, "µs of a shard an order", "docs/performance.md, \"Redis CPU per order\", batches of some 960"),
    REDIS_BATCH(80, "µs of a shard a batch", "docs/performance.md, a batch over 1,000 busy streams, on a RAM disk"),
    REDIS_READING(
            262, "µs of a shard a reading of a board", "read_board.lua, 2,000 times, 50 products, 20 groups; by hand"),
    SERVER_ORDER(3.3, "µs of a node an order", "docs/performance.md, \"server CPU per order, saturated\""),
    SERVER_BATCH(
            28.7, "µs of a node a batch", "docs/performance.md, 13.2 µs an order in batches of 2.9; less SERVER_ORDER"),
    SERVER_FRAME(
            7.5, "µs of a node a frame", "docs/performance.md, \"CPU per frame\": 1.6 our own, the kernel's the rest"),
    SERVER_READING(
            217,
            "µs of a node a reading of a board",
            "docs/performance.md, BoardBenchmark.merge and .update, upper ends"),
    ORDER_MEMORY(146, "bytes of Redis an order", "docs/performance.md, \"Redis memory per order\", 20,000 buyers"),
    BATCH_MEMORY(386, "bytes of Redis a batch", "3,000 orders one by one on a stream: 532 bytes each; by hand"),
    AOF_ORDER(131, "bytes of the AOF an order", "docs/performance.md, batches of 970"),
    AOF_BATCH(
            1_726, "bytes of the AOF a batch", "10,000 orders one by one over 200 streams: 1,857 bytes each; by hand"),
    ORDER_FRAME(270, "bytes from a producer an order", "docs/performance.md, FrameReaderBenchmark's order"),
    ORDER_REQUEST(110, "bytes to Redis an order", "docs/performance.md, PackedPlan"),
    FRAME_HEADERS(
            78,
            "bytes on the wire a frame above its own",
            "Ethernet with its gap, IP, TCP with time stamps; not measured"),
    SCREEN_MEMORY(5_100, "bytes of a node a screen", "docs/performance.md, \"memory per idle screen\""),
    NODE_MEMORY(512e6, "bytes of a node without a screen", "the largest heap that bin/livetally gives");

    final double value;
    final String unit;
    final String source;

    UnitCost(double value, String unit, String source) {
        this.value = value;
        this.unit = unit;
        this.source = source;
    }

    /** What so many cost. */
    double of(double count) {
        return count * value;
    }
}
