package org.livetally.intake.producers;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the bytes of a frame to validated orders. */
@State(Scope.Benchmark)
public class FrameReaderBenchmark {
    private static final int ORDERS = 100;
    private static final long NOW = 1_795_281_935_146L;

    private final byte[] one = order(1).getBytes(StandardCharsets.UTF_8);
    private final byte[] array = IntStream.range(0, ORDERS)
            .mapToObj(FrameReaderBenchmark::order)
            .collect(Collectors.joining(",", "[", "]"))
            .getBytes(StandardCharsets.UTF_8);

    /** 270 bytes with some Chinese in them, as the demo's shop sends them. */
    private static String order(int number) {
        return "{\"type\":\"order\",\"id\":\"tmall-20200626-" + (100_000 + number)
                + "\",\"stream\":\"naqu-4500m\",\"channel\":\"tmall\",\"buyer\":{\"id\":\"u-" + (10_000 + number)
                + "\",\"group\":\"仁爱社区居委会\",\"city\":\"杭州\"},\"lines\":[{\"sku\":\"cordyceps-" + number % 130
                + "\",\"qty\":2,\"amount\":39600},{\"sku\":\"honey\",\"qty\":1,\"amount\":9800}],\"at\":" + NOW + "}";
    }

    @Benchmark
    public List<?> one() throws FrameReader.FrameException {
        return FrameReader.read(one, NOW);
    }

    /** For each of the hundred orders of a frame. */
    @Benchmark
    @OperationsPerInvocation(ORDERS)
    public List<?> array() throws FrameReader.FrameException {
        return FrameReader.read(array, NOW);
    }
}
