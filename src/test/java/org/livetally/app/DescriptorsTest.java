package org.livetally.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.livetally.settings.Limits;

/** What an operator is told of {@code ulimit -n}, in the log at the start and in {@code /health/ready}. */
final class DescriptorsTest {
    @Test
    void aLowLimitIsWarnedOf() {
        assertEquals(
                List.of(
                        "this process may open 1024 files (ulimit -n): room for 768 connections, and not for the 20000 of"
                                + " --max-connections; raise the one or lower the other"),
                Descriptors.warnings(Limits.DEFAULTS, 1_024));
    }

    @Test
    void enoughOrChosenIsNot() {
        assertEquals(List.of(), Descriptors.warnings(Limits.DEFAULTS, 1_048_576));
        assertEquals(List.of(), Descriptors.warnings(new Limits(500, 500, 10, 100, 10, 20), 1_024));
    }
}
