package org.livetally.scenario.events;

import java.util.List;
import org.livetally.domain.order.ProductFacts.Levy;
import org.livetally.domain.order.ProductFacts.Numbered;
import org.livetally.scenario.StreamScript.Details;
import org.livetally.scenario.StreamScript.Product;

/** The goods of the 4500-metre stream, in the order in which the host presents them. */
final class NaquStalls {
    /** Units of each product: more than the script sells and its visitors could order. */
    private static final int STOCK = 20_000;

    private static final String ORIGIN = "西藏那曲";
    private static final String CORDYCEPS = "那曲虫草";
    private static final String PASTURE = "羌塘牧场";
    private static final String HIGHLAND = "高原风物";

    static final List<Stall> ALL = List.of(
            new Stall(new Product("tsampa-1kg", "青稞糌粑 1kg", "袋", 3_900, 4_900, food(HIGHLAND, "1kg")), 26, 4),
            new Stall(new Product("yak-jerky-250g", "风干牦牛肉干 250g", "袋", 7_800, 9_800, food(PASTURE, "250g")), 48, 8),
            new Stall(
                    new Product("yak-jerky-500g", "风干牦牛肉干 500g", "袋", 14_800, 18_800, food(PASTURE, "500g")), 36, 8.5),
            new Stall(new Product("wild-honey-500g", "高原野蜂蜜 500g", "瓶", 9_800, 12_800, food(HIGHLAND, "500g")), 40, 15),
            new Stall(new Product("cordyceps-5g", "那曲虫草 5g", "盒", 45_800, 56_800, cordyceps("5g")), 38, 21),
            new Stall(new Product("cordyceps-10g", "那曲虫草 10g", "盒", 88_800, 109_800, cordyceps("10g")), 10, 23),
            new Stall(new Product("tibetan-incense", "手工藏香", "盒", 5_800, 7_900, goods(HIGHLAND, "手工艺", "")), 38, 30),
            new Stall(new Product("yak-butter-500g", "牦牛酥油 500g", "块", 6_600, 7_900, food(PASTURE, "500g")), 28, 35),
            new Stall(new Product("milk-curd-250g", "牦牛奶渣 250g", "袋", 2_900, 3_900, food(PASTURE, "250g")), 20, 36),
            new Stall(
                    new Product("cordyceps-select-10g", "那曲虫草 特级 10g", "盒", 128_000, 158_000, cordyceps("10g")), 3, 42),
            new Stall(new Product("cordyceps-gift-20g", "那曲虫草 特级 20g 礼盒", "礼盒", 238_000, 298_000, giftBox()), 1, 43.5),
            new Stall(new Product("cordyceps-broken-10g", "那曲断草 10g", "袋", 56_800, 69_800, cordyceps("10g")), 11, 49));

    private NaquStalls() {}

    private static Details goods(String series, String category, String spec) {
        Details details = Details.NONE.with("category", category).with("series", series);
        return (spec.isEmpty() ? details : details.with("spec", spec))
                .with("origin", ORIGIN)
                .stock(STOCK);
    }

    private static Details food(String series, String spec) {
        return goods(series, "食品", spec);
    }

    /** One yuan of each goes to a fund. */
    private static Details cordyceps(String spec) {
        return goods(CORDYCEPS, "滋补", spec).levy(new Levy("援藏基金", 100));
    }

    /** Each box has a number of its own. */
    private static Details giftBox() {
        return cordyceps("20g").numbered(new Numbered("NQ-", 1, STOCK));
    }

    /**
     * A product in this stream.
     *
     * @param weight how often it is chosen, relative to the others
     * @param minute of its presentation, after the start
     */
    record Stall(Product product, int weight, double minute) {
        Pace pace() {
            return new Pace(Naqu4500m.LENGTH, 3, List.of(Naqu4500m.wave(minute, 5, 2.5), Naqu4500m.closingRush(3)));
        }
    }
}
