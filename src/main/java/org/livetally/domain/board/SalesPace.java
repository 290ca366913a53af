package org.livetally.domain.board;

import java.util.Arrays;

/** How GMV came in between two moments, in at most {@link #MAX_BLOCKS} blocks of equal length. Not thread-safe. */
final class SalesPace {
    private static final int MIN_BLOCKS = 2;
    private static final int MAX_BLOCKS = 8;

    private final long from;
    private final long to;
    private final double[] blocks;
    private long gmv;

    /**
     * @param from epoch milliseconds
     * @param to epoch milliseconds, later
     * @param step milliseconds of the spans that are going to be added: blocks are not shorter, if there is time for two
     */
    SalesPace(long from, long to, long step) {
        this.from = from;
        this.to = to;
        this.blocks = new double[(int) Math.max(MIN_BLOCKS, Math.min(MAX_BLOCKS, (to - from) / step))];
    }

    /**
     * Adds what was paid in a span of time, spread evenly over the part of it that lies in the time of this pace. A
     * span that ends before does not count; one that begins after belongs to the last block.
     *
     * @param begin epoch milliseconds
     * @param end epoch milliseconds
     * @param paid minor units
     */
    void add(long begin, long end, long paid) {
        if (end <= from) {
            return;
        }
        gmv += paid;
        double first = place(begin);
        double last = place(end);
        if (first >= last) {
            blocks[blocks.length - 1] += paid;
            return;
        }
        for (int i = (int) first; i < last; i++) {
            blocks[i] += paid * (Math.min(last, i + 1) - Math.max(first, i)) / (last - first);
        }
    }

    /** The block that a moment lies in, and how far it lies in it: 1.5 is the middle of the second one. */
    private double place(long moment) {
        return (double) (Math.min(to, Math.max(from, moment)) - from) * blocks.length / (to - from);
    }

    /** What was paid, in minor units. */
    long gmv() {
        return gmv;
    }

    /** In milliseconds. */
    long length() {
        return to - from;
    }

    /** How many blocks there are. */
    int size() {
        return blocks.length;
    }

    double mean() {
        return Arrays.stream(blocks).sum() / blocks.length;
    }

    /** The variance of the blocks around their mean. */
    double variance() {
        double mean = mean();
        return Arrays.stream(blocks)
                        .map(block -> (block - mean) * (block - mean))
                        .sum()
                / (blocks.length - 1);
    }

    /** How much more each block has than the one before it: the slope of the line of least squares. */
    double slope() {
        double middle = (blocks.length - 1) / 2.0;
        double rise = 0;
        double run = 0;
        for (int i = 0; i < blocks.length; i++) {
            rise += (i - middle) * blocks[i];
            run += (i - middle) * (i - middle);
        }
        return rise / run;
    }
}
