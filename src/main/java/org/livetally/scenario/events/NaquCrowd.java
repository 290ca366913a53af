package org.livetally.scenario.events;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.livetally.scenario.Crowd;
import org.livetally.scenario.Crowd.Cheer;
import org.livetally.scenario.Crowd.Visit;

/** The audience of the 4500-metre stream: when each viewer comes, stays and likes. */
final class NaquCrowd {
    /**
     * There are as many distinct ids as viewers. Redis only estimates that number (PFCOUNT, 0.81 % error), and for most
     * prefixes the estimate is some dozens off. For this prefix, found by trying, it happens to be exact, so the demo
     * can show the event's own figure. PFCOUNT does not depend on the order of ids.
     */
    private static final String VIEWER_PREFIX = "v233-";

    /** Minimum length of a visit, in milliseconds. */
    private static final long MIN_STAY = 90_000;
    /** In percent. */
    private static final int WHO_LIKE = 62;
    /** Maximum of like messages from one viewer, far below what the server allows a connection at once. */
    private static final int MAX_CHEERS = 4;

    private NaquCrowd() {}

    static Crowd gather(int viewers, int likes) {
        Random random = new Random(10_231);
        List<Visit> visits = visits(viewers, random);
        return new Crowd(visits, cheers(visits, likes, random));
    }

    private static List<Visit> visits(int viewers, Random random) {
        Pace arrivals = Naqu4500m.attention(16);
        List<Long> entering = IntStream.range(0, viewers)
                .mapToObj(i -> inTime(arrivals, random))
                .sorted()
                .toList();
        return IntStream.range(0, viewers)
                .mapToObj(i -> visit(VIEWER_PREFIX + fiveDigits(i + 1), entering.get(i), random))
                .toList();
    }

    /** Faster than {@code String.format}, which would take a good part of the time for the whole script. */
    private static String fiveDigits(int number) {
        return Integer.toString(100_000 + number).substring(1);
    }

    private static long inTime(Pace arrivals, Random random) {
        while (true) {
            long enters = arrivals.draw(random);
            if (enters <= Naqu4500m.LENGTH - MIN_STAY) {
                return enters;
            }
        }
    }

    /** One visit. One in three is short. Those who stay to the end leave over its last half minute, not all at once. */
    private static Visit visit(String viewer, long enters, Random random) {
        long mean = (random.nextInt(3) == 0 ? 2 : 22) * Naqu4500m.MINUTE;
        long leaves = enters + MIN_STAY + Pace.exponential(mean, random);
        return new Visit(viewer, enters, Math.min(leaves, Naqu4500m.LENGTH - random.nextInt(30_000)));
    }

    private static List<Cheer> cheers(List<Visit> visits, int likes, Random random) {
        Pace attention = Naqu4500m.attention(3);
        List<Cheer> moments = new ArrayList<>();
        for (int visit = 0; visit < visits.size(); visit++) {
            int goes = random.nextInt(100) < WHO_LIKE ? 1 + random.nextInt(MAX_CHEERS) : 0;
            for (int i = 0; i < goes; i++) {
                moments.add(new Cheer(during(visits.get(visit), attention, random), visit, 0));
            }
        }
        moments.sort(Comparator.comparingLong(Cheer::at));
        return shared(likes, moments, random);
    }

    /** A moment of attention if one falls into the visit; otherwise a random moment of the visit. */
    private static long during(Visit visit, Pace attention, Random random) {
        for (int attempt = 0; attempt < 20; attempt++) {
            long at = attention.draw(random);
            if (at >= visit.enters() && at <= visit.leaves()) {
                return at;
            }
        }
        return visit.enters() + (long) (random.nextDouble() * (visit.leaves() - visit.enters()));
    }

    /** Distributes the likes by random weights. The running sum is rounded, so the total stays exact. */
    private static List<Cheer> shared(int likes, List<Cheer> moments, Random random) {
        double[] upTo = new double[moments.size() + 1];
        for (int i = 0; i < moments.size(); i++) {
            upTo[i + 1] = upTo[i] + 0.25 + 1.5 * random.nextDouble();
        }
        double unit = likes / upTo[moments.size()];
        return IntStream.range(0, moments.size())
                .mapToObj(i -> {
                    int count = (int) (StrictMath.rint(upTo[i + 1] * unit) - StrictMath.rint(upTo[i] * unit));
                    return new Cheer(moments.get(i).at(), moments.get(i).visit(), count);
                })
                .toList();
    }
}
