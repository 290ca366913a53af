package org.livetally.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;

final class WarmUpTest {
    @Test
    void itEndsWhenThreeRoundsGainNothing() {
        Deque<Double> costs = costs(9, 5, 5.1, 4.9, 5.2, 1);

        assertEquals(4.9, WarmUp.cost(costs::remove));
        assertEquals(1, costs.size());
    }

    @Test
    void aRoundThatSomethingDisturbedDoesNotEndIt() {
        Deque<Double> costs = costs(9, 8, 20, 6, 5, 5, 5, 5, 1);

        assertEquals(5, WarmUp.cost(costs::remove));
        assertEquals(1, costs.size());
    }

    @Test
    void itEndsEvenIfEachRoundIsCheaper() {
        double[] cost = {100};

        assertEquals(100 * Math.pow(0.5, 10), WarmUp.cost(() -> cost[0] *= 0.5));
    }

    private static Deque<Double> costs(double... each) {
        return new ArrayDeque<>(Arrays.stream(each).boxed().toList());
    }
}
