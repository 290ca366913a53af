package org.livetally.ledger.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.order.Code;
import org.livetally.domain.order.Receipt;
import org.livetally.domain.order.Rejection;
import org.livetally.domain.order.Seq;
import org.livetally.domain.rule.Rule;
import org.livetally.domain.stream.Expectations.Connection;
import org.livetally.faults.LogLines;
import org.livetally.http.Problem;
import org.livetally.ledger.LedgerEntry;
import org.livetally.ledger.QueuedMessage;
import org.livetally.ledger.record.TestOrders;
import org.livetally.testing.ManualClock;
import org.livetally.testing.TestConnection;

/** What a node remembers of its acks, how it treats a Redis that has less, and what it forgets. */
final class AckMemoryTest {
    private static final int MAX_STREAMS = 3;
    private static final int MAX_IDS = 10;

    private final AckMemory memory = new AckMemory(new ManualClock(), MAX_STREAMS, MAX_IDS);

    @Test
    void whatWasAckedAfterTheQuestionIsNotMissedInItsAnswer() {
        ack("s", "5-0");
        AckMemory.Asked asked = memory.of("s");
        ack("s", "6-0");
        asked.found(true, "5-0", TestConnection.HERE);
        assertNull(memory.losses.of("s"));
    }

    @Test
    void lessThanWasAckedIsALossOfAllBehindIt() {
        ack("s", "5-0", "5-1");
        ack("s", "6-0", "6-1");
        lose("s", true, "5-1");
        assertEquals(Set.of("6-0", "6-1"), loss("s").messages().keySet());
        assertTrue(loss("s").exact());
        assertTrue(memory.losses.problem().contains("2 acked messages of stream s"), memory.losses.problem());
        assertEquals(1, memory.losses.count());
        assertThrows(Problem.class, () -> memory.of("s").found(true, "5-1", TestConnection.HERE));
        assertEquals(2, loss("s").messages().size(), "counted once");
    }

    @Test
    void seqsAreComparedAsNumbers() {
        ack("s", "9-9");
        memory.of("s").found(true, "9-10", TestConnection.HERE);
        memory.of("s").found(true, "10-0", TestConnection.HERE);
        lose("s", true, "9-10");
    }

    @Test
    void aDuplicateIsAnAckToo() {
        memory.acked("s", messages("a"), List.of(new Receipt.Duplicate("7-0")), TestConnection.HERE);
        lose("s", true, "6-0");
        assertEquals(Set.of("a"), loss("s").messages().keySet());
    }

    @Test
    void aStreamThatOnlyWasSeenMustStayThere() {
        memory.of("s").found(true, "", TestConnection.HERE);
        lose("s", false, null);
        assertEquals(0, loss("s").messages().size());
    }

    @Test
    void whatRedisNeverHadIsNoLoss() {
        memory.of("s").found(false, null, TestConnection.HERE);
        memory.acked(
                "s",
                messages("a"),
                List.of(new Rejection(Code.UNKNOWN_STREAM, "stream", Rule.NO_STREAM.reason())),
                TestConnection.HERE);
        memory.of("s").found(false, "", TestConnection.HERE);
        assertEquals("", memory.losses.problem());
    }

    @Test
    void moreIdsThanItKeepsAreCountedAsAtLeast() {
        for (int i = 0; i < MAX_IDS + 5; i++) {
            ack("s", "1-" + i);
        }
        lose("s", true, "1-" + (MAX_IDS + 2));
        assertTrue(loss("s").exact(), "all of these are remembered");
        lose("s", false, null);
        assertFalse(loss("s").exact());
        assertEquals(MAX_IDS, loss("s").messages().size());
    }

    @Test
    void theStreamUsedLongestAgoIsForgottenUnlessItIsLost() {
        ack("lost", "5-0");
        lose("lost", false, null);
        ack("old", "5-0");
        ack("a", "5-0");
        ack("b", "5-0");
        assertEquals("", memory.of("old").required);
        assertEquals("5-0", memory.of("lost").required);
        assertEquals(Set.of("lost", "a", "b"), Set.copyOf(memory.all()));
    }

    @Test
    void onlyALookEndsALoss() {
        ack("s", "5-0");
        AckMemory.Asked before = memory.of("s");
        lose("s", true, "4-0");
        assertThrows(Problem.class, () -> memory.of("s").found(true, "5-0", TestConnection.HERE));
        memory.onReply(before, whole("5-0"), TestConnection.HERE, true);
        assertEquals(1, memory.losses.count(), "asked before the loss");
        reply(whole("5-0"));
        assertEquals(0, memory.losses.count());
        memory.of("s").found(true, "5-0", TestConnection.HERE);
    }

    /**
     * Was found by simulation: after a failover, a node acked something new before it had looked for what it had acked before, and
     * never missed that.
     */
    @Test
    void whatWasAckedOverAnotherConnectionIsStillLookedFor() {
        ackOver("to the old primary", "s", "5-0");
        ackOver("to the new primary", "s", "7-0");
        assertEquals("5-0", Objects.requireNonNull(memory.of("s").witness).id());
        reply(new LedgerLook(true, "7-0", false, Seq.START, "", ""));
        assertEquals(Map.of("5-0", "5-0"), loss("s").messages());
        ackOver("to the new primary", "s", "8-0");
        reply(new LedgerLook(true, "8-0", false, Seq.START, "", ""));
        assertEquals(1, memory.losses.count(), "what was acked later is there, but nobody asked for that");
    }

    /** Was found by simulation: one connection led to the new primary already, and another one still to the old one. */
    @Test
    void lessOverAConnectionFromBeforeIsNoLossUntilTheNextOneSaysSo() {
        Connection old = new TestConnection("the old one", 0);
        Connection later = new TestConnection("the later one", 1);
        ackOver(old, "s", "5-0");
        ackOver(later, "s", "7-0");
        AckMemory.Asked asked = memory.of("s");
        leaves(old, () -> asked.found(true, "5-0", old));
        leaves(old, () -> memory.onReply(asked, whole("5-0"), old, true));
        LedgerLook hidden = new LedgerLook(true, "8-0", false, Seq.START, "", "");
        leaves(old, () -> memory.onReply(asked, hidden, old, true));
        assertEquals("", memory.losses.problem());
        memory.onReply(asked, whole("5-0"), new TestConnection("the next one", 2), true);
        assertEquals(Set.of("7-0"), loss("s").messages().keySet());
    }

    private static void leaves(Connection connection, Executable work) {
        assertEquals(
                connection.toString(),
                assertThrows(IllegalStateException.class, work).getMessage());
    }

    @Test
    void whatALookHasFoundIsNotLookedForAgain() {
        ackOver("one", "s", "5-0");
        ackOver("another", "s", "7-0");
        memory.onReply(memory.of("s"), whole("7-0"), TestConnection.HERE, false);
        assertEquals("5-0", Objects.requireNonNull(memory.of("s").witness).id(), "a failover may lose it yet");
        memory.keeps(memory.of("s"), whole("7-0"), TestConnection.HERE);
        assertEquals("7-0", Objects.requireNonNull(memory.of("s").witness).id());
        reply(whole("7-0"));
        assertEquals("7-0", Objects.requireNonNull(memory.of("s").witness).id());
        ackOver("one", "s", "8-0");
        assertEquals("8-0", Objects.requireNonNull(memory.of("s").witness).id());
    }

    /** The look that moves to another server may be later than the next ack there. */
    @Test
    void whatTheServerOfBeforeHadIsLookedForAgain() {
        ackOver("to the old primary", "s", "5-0");
        reply(whole("5-0"));
        ackOver("to the new primary", "s", "7-0");
        AckMemory.Asked late = memory.of("s");
        memory.onReply(late, whole("7-0"), TestConnection.HERE, true);
        assertEquals("7-0", Objects.requireNonNull(memory.of("s").witness).id(), "nothing is left to look for");
        memory.lookAgain(List.of("s"));
        assertEquals("5-0", Objects.requireNonNull(memory.of("s").witness).id());
        memory.onReply(late, whole("7-0"), TestConnection.HERE, true);
        reply(new LedgerLook(true, "7-0", false, Seq.START, "", ""));
        assertEquals(Map.of("5-0", "5-0"), loss("s").messages());
    }

    /** The oldest of the messages that are looked for has the best chance to have survived. */
    @Test
    void aLossIsNoneAnyMoreOnlyWhenEachMessageIsThere() {
        ackOver("of one loop", "s", "5-0");
        ackOver("of another loop", "s", "7-0");
        AckMemory.Asked asked = memory.of("s");
        LedgerLook less = new LedgerLook(true, "5-0", true, Seq.START, "", "");
        memory.onReply(asked, less, TestConnection.HERE, true);
        assertEquals(Map.of("7-0", "7-0"), loss("s").messages());
        assertEquals("7-0", Objects.requireNonNull(asked.missing(less)).id(), "what others are told to look for");
        reply(new LedgerLook(true, "9-0", false, Seq.START, "", ""));
        assertEquals(1, memory.losses.count(), "others have recorded since");
        reply(whole("9-0"));
        assertEquals(0, memory.losses.count(), "both are there");
    }

    @Test
    void aLossIsAcceptedThoughTheOldestMessageIsThere() {
        ackOver("of one loop", "s", "5-0");
        ackOver("of another loop", "s", "7-0");
        lose("s", true, "5-0");
        LedgerLook accepted = new LedgerLook(true, "9-0", true, Seq.parse("9-0"), "5-0", "");
        reply(accepted);
        assertEquals(0, memory.losses.count());
        assertEquals(Map.of("7-0", "7-0"), loss("s").messages());
        ack("s", "10-0");
        reply(new LedgerLook(true, "10-0", true, Seq.parse("9-0"), "5-0", ""));
        assertEquals(0, memory.losses.count(), "nothing of before is missed any more");
    }

    /** Was found by simulation: a batch was on its way while the loss was noticed and accepted, and the loss never ended. */
    @Test
    void aLossEndsThoughMoreWasAckedAfterItWasAccepted() {
        ack("s", "5-0");
        lose("s", true, "4-0");
        ack("s", "9-1");
        LedgerLook accepted = new LedgerLook(true, "9-1", false, Seq.parse("9-0"), "4-0", "");
        assertFalse(reply(accepted), "it need not be accepted again");
        assertEquals(0, memory.losses.count());
        assertTrue(loss("s").isAccepted());
        assertEquals(Set.of("5-0"), loss("s").messages().keySet());
    }

    @Test
    void whatWasAckedAfterALossWasAcceptedIsNotGivenUp() {
        ack("s", "5-0");
        lose("s", true, "4-0");
        ack("s", "9-1");
        reply(new LedgerLook(true, "9-1", false, Seq.parse("9-0"), "4-0", ""));
        reply(new LedgerLook(true, "9-2", false, Seq.parse("9-0"), "4-0", ""));
        assertEquals(Set.of("9-1"), loss("s").messages().keySet(), "others recorded, but it is gone");
        assertFalse(loss("s").isAccepted());
    }

    @Test
    void acceptedElsewhereForLessIsAcceptedHereToo() {
        ack("s", "500-0");
        reply(whole("500-0"));
        lose("s", true, "4-0");
        LedgerLook elsewhere = new LedgerLook(true, "400-0", false, Seq.parse("400-0"), "4-0", "");
        assertTrue(reply(elsewhere), "the clock of this Redis is behind");
        assertEquals(1, memory.losses.count());
        LedgerLook here = new LedgerLook(true, "501-0", false, Seq.parse("501-0"), "4-0", "");
        assertFalse(reply(here));
        assertEquals(0, memory.losses.count());
        assertTrue(loss("s").isAccepted());
        assertEquals("501-0", memory.of("s").required);
    }

    @Test
    void aLossThatWasAcceptedBeforeItWasSeenIsListedAllTheSame() {
        ack("s", "5-0");
        ack("s", "6-0");
        reply(new LedgerLook(true, "9-0", false, Seq.parse("9-0"), "5-0", ""));
        assertEquals(Set.of("6-0"), loss("s").messages().keySet());
        assertTrue(loss("s").isAccepted());
        assertEquals(0, memory.losses.count());
    }

    /** A loop of this node was connected again before any look, and recorded on. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLossAcceptedElsewhereIsSeenThoughMoreWasAckedSince(boolean wasLookedAt) {
        if (wasLookedAt) {
            ack("s", "5-0");
            reply(whole("5-0"));
        }
        ackOver("of one loop", "s", "6-0");
        ackOver("of another loop", "s", "9-1");
        assertFalse(reply(new LedgerLook(true, "9-1", false, Seq.parse("9-0"), "5-0", "")));
        assertEquals(0, memory.losses.count());
        assertTrue(loss("s").isAccepted());
        assertEquals(Set.of("6-0"), loss("s").messages().keySet(), "what was acked after it is there");
        reply(new LedgerLook(true, "9-2", false, Seq.parse("9-0"), "5-0", ""));
        assertEquals(1, memory.losses.count(), "but is looked for on");
    }

    @Test
    void aMessageMissedAfterAnOldAcceptanceIsALoss() {
        ack("s", "9-1");
        reply(new LedgerLook(true, "9-1", true, Seq.parse("9-0"), "5-0", ""));
        memory.acked(
                "s", messages("4-0"), List.of(new Receipt.Duplicate("4-0")), new TestConnection("of another loop", 0));
        reply(new LedgerLook(true, "9-1", false, Seq.parse("9-0"), "5-0", ""));
        assertEquals(1, memory.losses.count());
    }

    @Test
    void whatWasAckedAfterALossWasNoticedIsListedWhenItIsAccepted() {
        ack("s", "5-0");
        ack("s", "6-0");
        lose("s", true, "5-0");
        ack("s", "7-0"); // a batch on its way to the old primary
        reply(new LedgerLook(true, "9-0", false, Seq.parse("9-0"), "5-0", ""));
        assertEquals(0, memory.losses.count());
        assertEquals(Set.of("6-0", "7-0"), loss("s").messages().keySet());
    }

    @Test
    void anAnswerFromBeforeTheAcceptanceIsNoNewLoss() {
        ack("s", "5-0");
        AckMemory.Asked before = memory.of("s");
        lose("s", true, "4-0");
        reply(new LedgerLook(true, "9-0", false, Seq.parse("9-0"), "4-0", ""));
        assertThrows(Problem.class, () -> before.found(true, "4-0", TestConnection.HERE), "nor is it shown");
        memory.onReply(before, new LedgerLook(true, "4-0", false, Seq.START, "", ""), TestConnection.HERE, true);
        assertEquals(0, memory.losses.count());
        memory.of("s").found(true, "9-0", TestConnection.HERE);
    }

    @Test
    void anOldAcceptanceSaysNothingOfANewLoss() {
        LedgerLook accepted = new LedgerLook(true, "9-0", true, Seq.parse("9-0"), "5-0", "");
        memory.of("s").found(true, "9-0", TestConnection.HERE);
        ack("s", "10-0");
        reply(new LedgerLook(true, "9-0", false, accepted.accepted(), "5-0", ""));
        assertEquals(1, memory.losses.count());
        reply(new LedgerLook(true, "9-0", false, accepted.accepted(), "5-0", ""));
        assertEquals(1, memory.losses.count());
    }

    @Test
    void anAcceptanceThatABackupBringsBackAcceptsNothing() {
        LedgerLook full = new LedgerLook(true, "10-0", true, Seq.parse("9-0"), "5-0", "");
        ack("s", "10-0");
        reply(full);
        lose("s", false, null);

        LedgerLook partial = new LedgerLook(true, "9-0", false, Seq.parse("9-0"), "5-0", "");
        assertFalse(reply(partial));
        assertEquals(1, memory.losses.count(), "part of it is back, and nobody has given up the rest");
        assertFalse(reply(full));
        assertEquals(0, memory.losses.count());
        assertNull(memory.losses.of("s"), "it is whole, and not listed as given up");
    }

    @Test
    void neitherDoesOneAfterWhichNothingWasAcked() {
        ack("s", "6-0");
        LedgerLook accepted = new LedgerLook(true, "9-0", false, Seq.parse("9-0"), "5-0", "");
        reply(accepted);
        assertTrue(loss("s").isAccepted());
        lose("s", false, null);

        reply(new LedgerLook(true, "9-0", true, Seq.parse("9-0"), "5-0", ""));
        assertEquals(0, memory.losses.count());
        assertEquals(Set.of("6-0"), loss("s").messages().keySet(), "no second loss was accepted");
    }

    @Test
    void neitherDoesOneThatThisNodeHadNotSeenBeforeTheLoss() {
        memory.of("s").found(true, "10-0", TestConnection.HERE);
        lose("s", false, null);
        LedgerLook partial = new LedgerLook(true, "9-0", true, Seq.parse("9-0"), "5-0", "");
        assertFalse(reply(partial));
        assertEquals(1, memory.losses.count());
    }

    @Test
    void whatIsAllBackWasNotGivenUpThoughOthersAcceptedALossMeanwhile() {
        ack("s", "5-0");
        reply(whole("5-0"));
        lose("s", false, null);
        reply(new LedgerLook(true, "9-0", true, Seq.parse("9-0"), "6-0", ""));
        assertEquals(0, memory.losses.count());
        assertNull(memory.losses.of("s"));
    }

    @Test
    void acceptedElsewhereBeforeThisNodeNoticedItIsAcceptedHereToo() {
        ack("s", "500-0");
        reply(whole("500-0"));
        LedgerLook elsewhere = new LedgerLook(true, "400-0", false, Seq.parse("400-0"), "4-0", "");
        assertFalse(reply(elsewhere));
        assertEquals(1, memory.losses.count());
        assertTrue(reply(elsewhere), "the clock of this Redis is behind");
    }

    @Test
    void whatMovedOnIsLookedAtUntilAllOfItIsThere() {
        memory.of("s").found(true, "5-0", TestConnection.HERE);
        assertEquals(List.of("s"), memory.busy());
        reply(whole("5-0"));
        assertEquals(List.of(), memory.busy());
        memory.of("s").found(true, "6-0", TestConnection.HERE);
        assertEquals(List.of("s"), memory.busy());
        reply(whole("7-0"));
        assertEquals(List.of(), memory.busy());
    }

    @Test
    void whatWasAckedBeforeAStreamWasForgottenIsCountedAsAtLeast() {
        ack("s", "5-0");
        for (int i = 0; i < MAX_STREAMS; i++) {
            ack("other-" + i, "5-0");
        }
        ack("s", "6-0");
        lose("s", true, "4-0");
        assertEquals(Set.of("6-0"), loss("s").messages().keySet());
        assertFalse(loss("s").exact());
    }

    @Test
    void aLossAcceptedElsewhereIsNoLongerMissed() {
        memory.of("s").found(true, "5-0", TestConnection.HERE);
        reply(new LedgerLook(false, "9-0", true, Seq.parse("9-0"), "5-0", ""));
        assertEquals(List.of(), memory.all());
        memory.of("s").found(false, null, TestConnection.HERE);
    }

    @Test
    void messagesThatWereRejectedTakeNoRoom() {
        AckedStream.Batch batch = AckedStream.Batch.of(Seq.START, new String[1_000], new String[1_000], 1);
        assertEquals(1, batch.ids().length);
        assertEquals(1, batch.seqs().length);
    }

    @Test
    void anEmptiedRedisIsLookedAtInTurnsAndLoggedInFewLines() {
        AckMemory all = new AckMemory(new ManualClock());
        int many = 1_200;
        try (LogLines log = new LogLines(AckMemory.class.getName())) {
            for (int i = 0; i < many; i++) {
                all.of("s-" + i).found(true, "5-0", TestConnection.HERE);
                AckMemory.Asked asked = all.of("s-" + i);
                assertThrows(Problem.class, () -> asked.found(false, null, TestConnection.HERE));
            }
            all.of("there").found(true, "5-0", TestConnection.HERE);
            all.losses.endTurn();
            all.losses.endTurn();
            assertEquals(21, log.text().lines().count(), log::text);
            assertTrue(log.text().contains("1,180 more such lines"), log::text);
        }
        assertEquals(List.of("there"), all.busy());
        assertEquals(List.of("there"), all.someAtRest());
        Set<String> looked = new HashSet<>();
        for (int turn = 0; turn < 3; turn++) {
            List<String> some = all.losses.someMissed();
            assertTrue(some.size() <= 500, some.size() + " at once");
            looked.addAll(some);
        }
        assertEquals(many, looked.size());
    }

    /** Another node may drop its name, which is written before the loss. */
    @Test
    void aLossIsNotedUntilItsNameIsListed() {
        ack("s", "6-0");
        lose("s", true, "5-0");
        LedgerLook noted = new LedgerLook(true, "5-0", false, Seq.START, "", "6-0");
        assertEquals(loss("s"), memory.losses.toNote("s", noted));
        memory.losses.told(Set.of("s"), memory.losses.settled());
        assertNull(memory.losses.toNote("s", noted));
    }

    @Test
    void thatAStreamIsWholeAgainIsToldUntilItIsHeard() {
        ack("s", "5-0");
        lose("s", true, "4-0");
        reply(whole("5-0"));
        assertTrue(memory.losses.takeWhole("s"));
        assertFalse(memory.losses.takeWhole("s"));
        memory.losses.stillWhole("s");
        assertTrue(memory.losses.takeWhole("s"), "Redis did not answer");

        memory.losses.stillWhole("s");
        lose("s", true, "4-0");
        assertFalse(memory.losses.takeWhole("s"), "it is lost once more");
        memory.losses.stillWhole("s");
        assertFalse(memory.losses.takeWhole("s"), "it is lost once more");
    }

    /** A look at the stream s whose result no failover loses. */
    private boolean reply(LedgerLook look) {
        return memory.onReply(memory.of("s"), look, TestConnection.HERE, true);
    }

    private static LedgerLook whole(String last) {
        return new LedgerLook(true, last, true, Seq.START, "", "");
    }

    private Loss loss(String stream) {
        return Objects.requireNonNull(memory.losses.of(stream));
    }

    private void lose(String stream, boolean exists, @Nullable String last) {
        AckMemory.Asked asked = memory.of(stream);
        assertThrows(Problem.class, () -> asked.found(exists, last, TestConnection.HERE));
    }

    /** The ids are the seqs. */
    private void ack(String stream, String... seqs) {
        ackOver("a connection", stream, seqs);
    }

    private void ackOver(String connection, String stream, String... seqs) {
        ackOver(new TestConnection(connection, 0), stream, seqs);
    }

    private void ackOver(Connection connection, String stream, String... seqs) {
        List<Receipt> receipts = new ArrayList<>();
        for (String seq : seqs) {
            receipts.add(new Receipt.Recorded(seq));
        }
        memory.acked(stream, messages(seqs), receipts, connection);
    }

    static List<QueuedMessage> messages(String... ids) {
        List<QueuedMessage> messages = new ArrayList<>();
        for (String id : ids) {
            messages.add(new QueuedMessage(LedgerEntry.of(TestOrders.paid(id, 100), 0), 0, receipt -> {}));
        }
        return messages;
    }
}
