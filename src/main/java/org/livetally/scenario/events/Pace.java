package org.livetally.scenario.events;

import java.util.List;
import java.util.Random;

/**
 * The distribution of the crowd's attention over a stream: a ground swell that starts slowly, and a wave at each moment
 * of interest, which decays exponentially. Weights are relative to each other; times are in milliseconds.
 *
 * <p>{@link StrictMath}, because {@link Math} may differ in the last digit between machines, and the script must not.
 */
final class Pace {
    private final long length;
    private final double groundSwell;
    private final List<Wave> waves;
    private final double total;

    Pace(long length, double groundSwell, List<Wave> waves) {
        this.length = length;
        this.groundSwell = groundSwell;
        this.waves = List.copyOf(waves);
        this.total = groundSwell + waves.stream().mapToDouble(Wave::weight).sum();
    }

    /** @param fading the mean delay of a reaction after the moment, in milliseconds */
    record Wave(long at, double weight, long fading) {}

    /** Draws a moment of the stream, at least 0 and less than its length. */
    long draw(Random random) {
        double pick = random.nextDouble() * total - groundSwell;
        for (Wave wave : waves) {
            if (pick >= 0 && pick < wave.weight()) {
                return onWave(wave, random);
            }
            pick -= wave.weight();
        }
        return onGroundSwell(random);
    }

    /** Draws with an exponent under 1, which makes the beginning thin and the rest dense. */
    private long onGroundSwell(Random random) {
        return (long) (length * StrictMath.pow(random.nextDouble(), 0.7));
    }

    /** Draws again if the reaction would come after the end. */
    private long onWave(Wave wave, Random random) {
        while (true) {
            long at = wave.at() + exponential(wave.fading(), random);
            if (at < length) {
                return at;
            }
        }
    }

    static long exponential(long mean, Random random) {
        return (long) (-mean * StrictMath.log(1 - random.nextDouble()));
    }
}
