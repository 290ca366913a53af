package org.livetally.ledger.record;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.order.Order;
import org.livetally.ledger.LedgerEntry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The cost of an order from its validation to the call of the script, in a batch under load in which all ids are new.
 */
@State(Scope.Benchmark)
public class BatchPlanBenchmark {
    private static final int ORDERS = 500;
    private static final long NOW = 1_795_281_935_146L;

    private final List<Order> orders =
            IntStream.range(0, ORDERS).mapToObj(BatchPlanBenchmark::order).toList();

    /** Of a stream without series, levies or shows. */
    private final Basis basis = new Basis(ZoneId.of("Asia/Shanghai"));

    /** A quarter has two lines. */
    private static Order order(int n) {
        Order.Line first = new Order.Line("product-" + n % 130, n % 3 + 1, n * 100 + 990);
        Order.Line second = new Order.Line("product-" + (n + 1) % 130, 1, 990);
        return new Order(
                "order-" + (1_000_000 + n),
                "spring-fair",
                n % 3 == 0 ? "tmall" : "wsnb",
                new Order.Buyer("u-" + n, "group-" + n % 40, "city-" + n % 300),
                n % 4 == 0 ? List.of(first, second) : List.of(first),
                true,
                NOW + n);
    }

    /** For each of them: canonical JSON, fingerprint, judgement, tallies. */
    @Benchmark
    @OperationsPerInvocation(ORDERS)
    public Object encodeAndPlan() {
        return BatchPlan.of(
                orders.stream().map(order -> LedgerEntry.of(order, NOW)).toList(), KnownIds.nothing(), basis);
    }
}
