package org.livetally.scenario;

import java.util.List;
import java.util.stream.Stream;
import org.livetally.scenario.Pace.Wave;
import org.livetally.scenario.Scenario.Product;

/**
 * The 4500-metre stream: Naqu, June 2020, one hour on a farm-fair platform, no influencer, no bought traffic. The
 * reported figures are lower bounds (10,000+ viewers, 87,000+ likes, 1,070,000+ yuan); the script ends on one exact
 * figure above each.
 *
 * <p>The script is the same every time, on every machine: seeds are fixed, and only specified algorithms are used.
 */
public final class Naqu4500m {
    public static final String ID = "naqu-4500m";
    /** In minor units. */
    public static final long GMV = 107_036_800;

    public static final int LIKES = 87_412;
    public static final int VIEWERS = 10_231;

    /** In milliseconds. */
    static final long LENGTH = 3_600_000;

    static final long MINUTE = 60_000;

    /** When the host shows everything again and the undecided buy, in minutes after the start. */
    static final double CLOSING_RUSH = 54.5;

    /** In the order in which the host presents them. */
    static final List<Stall> STALLS = List.of(
            new Stall(new Product("tsampa-1kg", "青稞糌粑 1kg", "袋", 3_900, 4_900), 26, 4),
            new Stall(new Product("yak-jerky-250g", "风干牦牛肉干 250g", "袋", 7_800, 9_800), 48, 8),
            new Stall(new Product("yak-jerky-500g", "风干牦牛肉干 500g", "袋", 14_800, 18_800), 36, 8.5),
            new Stall(new Product("wild-honey-500g", "高原野蜂蜜 500g", "瓶", 9_800, 12_800), 40, 15),
            new Stall(new Product("cordyceps-5g", "那曲虫草 5g", "盒", 45_800, 56_800), 38, 21),
            new Stall(new Product("cordyceps-10g", "那曲虫草 10g", "盒", 88_800, 109_800), 10, 23),
            new Stall(new Product("tibetan-incense", "手工藏香", "盒", 5_800, 7_900), 38, 30),
            new Stall(new Product("yak-butter-500g", "牦牛酥油 500g", "块", 6_600, 7_900), 28, 35),
            new Stall(new Product("milk-curd-250g", "牦牛奶渣 250g", "袋", 2_900, 3_900), 20, 36),
            new Stall(new Product("cordyceps-select-10g", "那曲虫草 特级 10g", "盒", 128_000, 158_000), 3, 42),
            new Stall(new Product("cordyceps-gift-20g", "那曲虫草 特级 20g 礼盒", "礼盒", 238_000, 298_000), 1, 43.5),
            new Stall(new Product("cordyceps-broken-10g", "那曲断草 10g", "袋", 56_800, 69_800), 11, 49));

    private Naqu4500m() {}

    public static Scenario scenario() {
        NaquCrowd crowd = NaquCrowd.gather(VIEWERS, LIKES);
        return new Scenario(
                ID,
                "海拔4500米的直播间 · 那曲虫草",
                "CNY",
                "Asia/Shanghai",
                100_000_000,
                LENGTH,
                STALLS.stream().map(Stall::product).toList(),
                new NaquOrders().comingTo(GMV),
                crowd.visits(),
                crowd.cheers());
    }

    /** What the whole crowd reacts to: every presentation and the closing rush. */
    static Pace attention(double groundSwell) {
        Stream<Wave> presentations = STALLS.stream().map(stall -> wave(stall.minute(), 1, 2.5));
        return new Pace(
                LENGTH,
                groundSwell,
                Stream.concat(presentations, Stream.of(closingRush(3))).toList());
    }

    static Wave closingRush(double weight) {
        return wave(CLOSING_RUSH, weight, 3);
    }

    static Wave wave(double minute, double weight, double fadingMinutes) {
        return new Wave((long) (minute * MINUTE), weight, (long) (fadingMinutes * MINUTE));
    }

    /**
     * A product in this stream.
     *
     * @param weight how often it is chosen, relative to the others
     * @param minute of its presentation, after the start
     */
    record Stall(Product product, int weight, double minute) {
        Pace pace() {
            return new Pace(LENGTH, 3, List.of(wave(minute, 5, 2.5), closingRush(3)));
        }
    }
}
