package org.livetally.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GrowthTest {
    @ParameterizedTest
    @CsvSource({
        "10, 10, 10, true",
        "10,  4,  2, true",
        "10, 13, 13, true",
        "10, 10, 13.1, false",
        // A peak in the middle is as bad as one at the end.
        "10, 14, 10, false",
        // Half at first and then back up: no unit costs more than at the smallest count.
        "10,  5, 10, true",
    })
    void costsMayRiseByTheMarginAboveTheFirst(double first, double second, double third, boolean linear) {
        Growth growth =
                new Growth("screens", "screens", "us a frame", 1.3, new double[] {100, 1_000, 20_000}, new double[] {
                    first, second, third
                });

        assertEquals(linear, growth.isLinear());
        assertTrue(growth.line().contains(linear ? "linear or better" : "GROWS FASTER"), growth::line);
        assertTrue(growth.line().contains("20,000: "), growth::line);
    }
}
