package org.livetally.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * A histogram that costs the recording thread two additions to an array of its event loop, and no lock. A {@code Timer}
 * of Micrometer takes some five times as long, and shows a maximum that no dashboard can add up. A histogram of the
 * Prometheus client locks while it is scraped.
 */
public final class Histogram implements Collector {
    private static final double[] SECONDS = {.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10};
    private static final double[] MESSAGES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};
    private static final double NANOS = 1e9;
    private static final String ALL = "";

    private final Metric metric;
    private final @Nullable String label;
    /** How many recorded units make one unit of the name. */
    private final double scale;

    private final long[] bounds;
    private final double[] upperBounds;
    private final ConcurrentMap<String, List<Writer>> writers = new ConcurrentHashMap<>();

    private Histogram(Metric metric, @Nullable String label, double[] buckets, double scale) {
        this.metric = metric;
        this.label = label;
        this.scale = scale;
        this.bounds = new long[buckets.length];
        this.upperBounds = new double[buckets.length + 1];
        for (int i = 0; i < buckets.length; i++) {
            bounds[i] = Math.round(buckets[i] * scale);
            upperBounds[i] = buckets[i];
        }
        upperBounds[buckets.length] = Double.POSITIVE_INFINITY;
    }

    /** A histogram of durations, recorded in nanoseconds. */
    static Histogram ofSeconds(Metric metric) {
        return new Histogram(metric, null, SECONDS, NANOS);
    }

    /** The same, by a label with a closed list of values. */
    static Histogram ofSeconds(Metric metric, String label) {
        return new Histogram(metric, label, SECONDS, NANOS);
    }

    /** A histogram of numbers of messages. */
    static Histogram ofMessages(Metric metric) {
        return new Histogram(metric, null, MESSAGES, 1);
    }

    /** A writer for one event loop, made once; if all loops shared one, they would contend for its memory. */
    public Writer writer() {
        return writer(ALL);
    }

    /** The same, for a value of the label. */
    public Writer writer(String value) {
        Writer writer = new Writer(bounds);
        writers.computeIfAbsent(value, key -> new CopyOnWriteArrayList<>()).add(writer);
        return writer;
    }

    /** Records values. Thread-safe. */
    public static final class Writer {
        private final long[] bounds;
        /** The count of each bucket, then the sum. */
        private final AtomicLongArray cells;

        private Writer(long[] bounds) {
            this.bounds = bounds;
            this.cells = new AtomicLongArray(bounds.length + 2);
        }

        /** @param value nanoseconds, or a number of messages */
        public void record(long value) {
            int bucket = 0;
            while (bucket < bounds.length && value > bounds[bucket]) {
                bucket++;
            }
            cells.getAndAdd(bucket, 1);
            cells.getAndAdd(bounds.length + 1, value);
        }
    }

    @Override
    public MetricSnapshot collect() {
        HistogramSnapshot.Builder snapshot =
                HistogramSnapshot.builder().name(metric.text()).help(metric.help());
        writers.forEach((value, of) -> snapshot.dataPoint(point(value, of)));
        return snapshot.build();
    }

    @Override
    public String getPrometheusName() {
        return metric.text();
    }

    private HistogramDataPointSnapshot point(String value, List<Writer> of) {
        long[] counts = new long[upperBounds.length];
        long sum = 0;
        for (Writer writer : of) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += writer.cells.get(i);
            }
            sum += writer.cells.get(counts.length);
        }
        return HistogramDataPointSnapshot.builder()
                .labels(label == null ? Labels.EMPTY : Labels.of(label, value))
                .classicHistogramBuckets(ClassicHistogramBuckets.of(upperBounds, counts))
                .sum(sum / scale)
                .build();
    }
}
