package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.livetally.scenario.Figure;
import org.livetally.scenario.Reported;
import org.livetally.scenario.Reported.Presentation;
import org.livetally.scenario.Scenario;
import org.livetally.scenario.StreamScript;
import org.livetally.scenario.StreamScript.Settings;
import org.livetally.scenario.events.NaquStalls.Stall;
import org.livetally.scenario.events.Pace.Wave;

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

    private static final String HOST = "苗伟伦";

    /** When the host shows everything again and the undecided buy, in minutes after the start. */
    static final double CLOSING_RUSH = 54.5;

    private Naqu4500m() {}

    static Scenario scenario() {
        return new Scenario(
                ID,
                "The 4500-metre stream, Naqu, June 2020: one hour, no influencer, no bought traffic",
                script(),
                List.of(
                        Figure.board("10,000+ viewers", VIEWERS, ID, "audience", "uniqueViewers"),
                        Figure.board("87,000+ likes", LIKES, ID, "audience", "likes"),
                        Figure.board("1,070,000+ yuan", GMV, ID, "totals", "gmv")));
    }

    public static StreamScript script() {
        List<Reported> reports = new ArrayList<>(presentations());
        reports.addAll(new NaquOrders().comingTo(GMV));
        return new StreamScript(
                new Settings(ID, "海拔4500米的直播间 · 那曲虫草", null, LENGTH, 100_000_000, true, 0),
                NaquStalls.ALL.stream().map(Stall::product).toList(),
                Map.of(),
                reports,
                NaquCrowd.gather(VIEWERS, LIKES));
    }

    /** One of each product. Before the first and in the closing rush no product is on air. */
    private static List<Presentation> presentations() {
        List<Presentation> presentations = new ArrayList<>();
        presentations.add(new Presentation("show-00", 0, HOST, null));
        for (Stall stall : NaquStalls.ALL) {
            String id = "show-%02d".formatted(presentations.size());
            presentations.add(new Presentation(
                    id, (long) (stall.minute() * MINUTE), HOST, stall.product().sku()));
        }
        presentations.add(new Presentation("show-end", (long) (CLOSING_RUSH * MINUTE), HOST, null));
        return presentations;
    }

    /** What the whole crowd reacts to: every presentation and the closing rush. */
    static Pace attention(double groundSwell) {
        Stream<Wave> presentations = NaquStalls.ALL.stream().map(stall -> wave(stall.minute(), 1, 2.5));
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
}
