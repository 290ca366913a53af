package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators are told of failovers. */
final class FailoverRiskTest {
    @Test
    void nothingIsSaidWhereAFailoverLosesNothing() {
        assertEquals(List.of(), FailoverRisk.judge(0, 0, "0"));
        assertEquals(List.of(), FailoverRisk.judge(1, 1, "0"));
        assertEquals(List.of(), FailoverRisk.judge(2, 2, ""));
        assertEquals(List.of(), FailoverRisk.judge(2, 1, ""));
    }

    @Test
    void acksThatWaitForSomeReplicasAreAdvisedToWaitForAll() {
        String said = FailoverRisk.judge(1, 2, "0").get(0);
        assertTrue(
                said.contains("acked once 1 of them") && said.endsWith("only --ack-replicas 2 rules that out"), said);
    }

    @Test
    void aPrimaryThatIsCutOffIsAMatterOfMinReplicasToWrite() {
        assertTrue(FailoverRisk.judge(0, 1, "0").get(0).contains("min-replicas-to-write 1"));
        assertTrue(FailoverRisk.judge(0, 1, "").get(0).contains("min-replicas-to-write 1"));
        String bounded = FailoverRisk.judge(0, 1, "1").get(0);
        assertTrue(bounded.startsWith("Redis has 1 replica, and ") && !bounded.contains("min-replicas"), bounded);
    }
}
