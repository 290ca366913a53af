package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.OrderEvent.Refund.Returned;
import org.livetally.domain.order.ProductFacts.Levy;
import org.livetally.scenario.Figure;
import org.livetally.scenario.Reported;
import org.livetally.scenario.Reported.Other;
import org.livetally.scenario.Reported.Sale;
import org.livetally.scenario.Scenario;
import org.livetally.scenario.StreamScript;
import org.livetally.scenario.StreamScript.Details;
import org.livetally.scenario.StreamScript.Product;
import org.livetally.scenario.StreamScript.Settings;

/**
 * A levy for charity: of each can of a drink, 0.2 yuan go to a fund. Reported is the rate. The numbers of cans are
 * invented: one thousand orders in a day, of which some come back, and their levy with them.
 */
final class LevyCans {
    static final String ID = "levy-cans";
    /** Of each can, in minor units. */
    private static final long LEVY = 20;

    private static final int ORDERS = 1_000;
    private static final long SOLD = 27_000;
    private static final long RETURNED = 744;

    private static final String FUND = "浙江援藏扶贫公益基金";
    private static final Details DRINK = Details.NONE
            .with("category", "饮料")
            .with("series", "公益罐")
            .with("origin", "西藏那曲")
            .levy(new Levy(FUND, LEVY));
    private static final List<Product> CANS = List.of(
            new Product("barley-drink", "青稞饮料", "罐", 500, 600, DRINK.with("spec", "310ml")),
            new Product("seabuckthorn-drink", "沙棘饮料", "罐", 550, 650, DRINK.with("spec", "310ml")),
            new Product("butter-tea", "酥油茶", "罐", 600, 750, DRINK.with("spec", "245ml")));

    /** Cans of an order: packs of 6, boxes of 24. */
    private static final int[] PACKS = {6, 6, 12, 24, 24, 48, 60};

    private static final Settings SETTINGS = Settings.past(
                    ID, "一罐两毛 · 公益罐装饮料", "2021-09-05T08:00+08:00", "2021-09-05T22:00+08:00")
            .goal(12_000_000);
    private static final long HOUR = 3_600_000;

    private final Random random = new Random(20);
    private final List<Reported> reports = new ArrayList<>();
    private long sold;
    private long returned;

    private LevyCans() {}

    static Scenario scenario() {
        String csv = "/api/streams/" + ID + "/orders.csv";
        return new Scenario(
                ID,
                "A levy for charity: 0.2 yuan of each can of a drink go to a fund, and come out of it with a can that is returned",
                new StreamScript(SETTINGS, CANS, new LevyCans().reports()),
                List.of(
                        Figure.board(
                                "0.2 yuan of each can into a fund",
                                LEVY * (SOLD - RETURNED),
                                ID,
                                "funds",
                                FUND,
                                "amount"),
                        Figure.board("cans sold and not returned", SOLD - RETURNED, ID, "funds", FUND, "units"),
                        Figure.sum("levy of the cans sold", LEVY * SOLD, csv, "levy", "type", "order"),
                        Figure.sum("cans returned", RETURNED, csv, "qty", "type", "refund")));
    }

    private List<Reported> reports() {
        Pace pace = new Pace(
                SETTINGS.length(), 6, List.of(new Pace.Wave(4 * HOUR, 2, HOUR), new Pace.Wave(11 * HOUR, 4, HOUR)));
        for (int i = 1; i < ORDERS; i++) {
            sell(i, pace.draw(random), PACKS[random.nextInt(PACKS.length)]);
        }
        sell(ORDERS, SETTINGS.length() - HOUR, SOLD - sold); // what is left of the cans
        return reports;
    }

    private void sell(int number, long at, long cans) {
        Product product = CANS.get(random.nextInt(CANS.size()));
        String channel = random.nextInt(4) == 0 ? "store" : "mini-program";
        Buyer buyer = new Buyer("c-%04d".formatted(random.nextInt(800)), null, random.nextInt(3) == 0 ? "拉萨" : "杭州");
        Sale sale = new Sale("can-%04d".formatted(number), at, channel, buyer, List.of(product.times(cans)));
        reports.add(sale);
        sold += cans;
        if (number % 10 == 0 && returned < RETURNED) {
            takeBack(sale, product, Math.min(RETURNED - returned, cans / 2));
        }
    }

    /** Half of an order comes back within the hour. */
    private void takeBack(Sale sale, Product product, long cans) {
        Line line = product.times(cans);
        Refund refund = new Refund(
                "back-" + sale.id(),
                ID,
                sale.id(),
                line.amount(),
                List.of(new Returned(product.sku(), cans)),
                true,
                "罐体变形",
                Math.min(sale.at() + HOUR / 2, SETTINGS.length()),
                null);
        reports.add(new Other(sale.channel(), refund));
        returned += cans;
    }
}
