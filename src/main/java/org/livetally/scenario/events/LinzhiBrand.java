package org.livetally.scenario.events;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.scenario.CampaignScript;
import org.livetally.scenario.CampaignScript.Opening;
import org.livetally.scenario.Figure;
import org.livetally.scenario.Scenario;
import org.livetally.scenario.StreamScript;
import org.livetally.scenario.StreamScript.Settings;
import org.livetally.scenario.events.Takings.Sold;
import org.livetally.scenario.events.Takings.Till;

/**
 * Linzhi's brand. Reported: more than 600,000,000 yuan were sold under it before anything was counted here. That is the opening
 * balance of a campaign, beside what its two shops sell since, and never added to it. What they sell is invented.
 */
final class LinzhiBrand {
    static final String ID = "linzhi-brand";
    /** In minor units. */
    private static final long GMV = 77_670_000;

    private static final String FLAGSHIP = ID + "-flagship";
    private static final String SHOPS = ID + "-shops";
    private static final String FROM = "2022-03-01T09:00+08:00";
    private static final String TO = "2022-03-07T21:00+08:00";
    private static final int DAYS = 7;
    private static final long DAY = 86_400_000;

    private LinzhiBrand() {}

    static Scenario scenario() {
        return new Scenario(
                ID,
                "Linzhi's brand: what had been sold before, shown beside what its shops sell since",
                List.of(
                        shop(FLAGSHIP, "旗舰店", "mini-program", sold(12_000, 1_500, 4_000, 800)),
                        shop(SHOPS, "直营店", "offline-store", sold(18_000, 900, 3_000, 700))),
                List.of(new CampaignScript(
                        ID,
                        "林芝公共品牌",
                        "2022-03-01T00:00+08:00",
                        "2023-01-01T00:00+08:00",
                        0,
                        new Opening(LinzhiNewYear.SOLD_BEFORE, "2022-02-28T23:59+08:00", "此前累计"),
                        List.of(FLAGSHIP, SHOPS))),
                List.of(
                        Figure.board(
                                "600,000,000+ yuan sold before",
                                LinzhiNewYear.SOLD_BEFORE,
                                "@" + ID,
                                "campaign",
                                "opening",
                                "gmv"),
                        Figure.board("sold since, not added to it", GMV, "@" + ID, "totals", "gmv")));
    }

    private static List<Sold> sold(long apples, long cakes, long walnuts, long pork) {
        return Stream.of(
                        new Sold(LinzhiGoods.APPLE, apples, 1),
                        new Sold(LinzhiGoods.SNOWFLAKE_CAKE, cakes, 1),
                        new Sold(LinzhiGoods.WALNUT, walnuts, 1),
                        new Sold(LinzhiGoods.CURED_PORK, pork, 1))
                .toList();
    }

    private static StreamScript shop(String id, String name, String channel, List<Sold> sold) {
        Settings settings = Settings.past(id, "林芝公共品牌 · " + name, FROM, TO);
        List<Till> tills =
                IntStream.range(0, DAYS).mapToObj(day -> till(id, channel, day)).toList();
        return new StreamScript(settings, sold.stream().map(Sold::product).toList(), Takings.of(tills, sold));
    }

    private static Till till(String shop, String channel, int day) {
        Buyer buyer = new Buyer(shop, null, day % 2 == 0 ? "广州" : "拉萨");
        return new Till("day-" + (day + 1), day * DAY + DAY / 2, channel, buyer, day > 3 ? 2 : 1);
    }
}
