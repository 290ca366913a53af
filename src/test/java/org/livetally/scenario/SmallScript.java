package org.livetally.scenario;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.scenario.Crowd.Cheer;
import org.livetally.scenario.Crowd.Visit;
import org.livetally.scenario.Reported.Presentation;
import org.livetally.scenario.Reported.Sale;
import org.livetally.scenario.StreamScript.Details;
import org.livetally.scenario.StreamScript.Product;
import org.livetally.scenario.StreamScript.Settings;

/** A regular script: everything evenly over an hour, two channels in turn. */
final class SmallScript {
    private static final long HOUR = 3_600_000;
    private static final Product BUTTER = new Product("butter", "酥油", "块", 6_600, 6_600, Details.NONE);

    private SmallScript() {}

    /** Likes come in messages of ten. */
    static StreamScript of(int orders, int viewers, int likes) {
        return new StreamScript(
                new Settings("small", "小直播", null, HOUR, 1_000_000, true, 0),
                List.of(BUTTER),
                Map.of(),
                reports(orders),
                new Crowd(
                        IntStream.range(0, viewers)
                                .mapToObj(i -> visit(i, viewers))
                                .toList(),
                        IntStream.range(0, likes / 10)
                                .mapToObj(i -> cheer(i, likes / 10, viewers))
                                .toList()));
    }

    private static List<Reported> reports(int orders) {
        Presentation show = new Presentation("show-1", HOUR / 4, "host", BUTTER.sku());
        return Stream.<Reported>concat(
                        Stream.of(show), IntStream.range(0, orders).mapToObj(i -> order(i, orders)))
                .toList();
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
