package org.livetally.scenario;

import java.util.List;
import java.util.stream.IntStream;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.scenario.Scenario.Cheer;
import org.livetally.scenario.Scenario.Details;
import org.livetally.scenario.Scenario.Presentation;
import org.livetally.scenario.Scenario.Product;
import org.livetally.scenario.Scenario.Sale;
import org.livetally.scenario.Scenario.Visit;

/** A regular script: everything evenly over an hour, two channels in turn. */
final class SmallScenario {
    private static final long HOUR = 3_600_000;
    private static final Product BUTTER = new Product("butter", "酥油", "块", 6_600, 6_600, Details.NONE);

    private SmallScenario() {}

    /** Likes come in messages of ten. */
    static Scenario of(int orders, int viewers, int likes) {
        return new Scenario(
                "small",
                "小直播",
                "CNY",
                "Asia/Shanghai",
                1_000_000,
                HOUR,
                List.of(BUTTER),
                List.of(new Presentation("show-1", HOUR / 4, "host", BUTTER.sku())),
                IntStream.range(0, orders).mapToObj(i -> order(i, orders)).toList(),
                IntStream.range(0, viewers).mapToObj(i -> visit(i, viewers)).toList(),
                IntStream.range(0, likes / 10)
                        .mapToObj(i -> cheer(i, likes / 10, viewers))
                        .toList());
    }

    private static Sale order(int i, int orders) {
        String channel = i % 2 == 0 ? "wsnb" : "tmall";
        Buyer buyer = new Buyer("u-" + i % 97, i % 3 == 0 ? "仁爱社区" : null, "杭州");
        return new Sale(channel + "-" + i, HOUR * i / orders, channel, buyer, List.of(BUTTER.times(1 + i % 3)));
    }

    /** Lasts about a sixth of the hour; visits begin evenly over sixty minutes. */
    private static Visit visit(int i, int viewers) {
        long enters = HOUR * 5 / 6 * i / viewers;
        return new Visit("viewer " + i, enters, enters + HOUR / 6);
    }

    /** By a viewer who is connected at that time. */
    private static Cheer cheer(int i, int cheers, int viewers) {
        int viewer = (int) ((long) i * viewers / cheers);
        long enters = HOUR * 5 / 6 * viewer / viewers;
        return new Cheer(enters + HOUR / 12, viewer, 10);
    }
}
