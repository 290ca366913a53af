package org.livetally.campaigns.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.campaigns.follow.MemberReading.Page;
import org.livetally.domain.basis.Basis;
import org.livetally.domain.basis.Sale;
import org.livetally.domain.order.Order;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.record.TestLedger;
import org.livetally.redis.client.CampaignKeys;
import org.livetally.redis.client.StreamKeys;
import org.livetally.testing.TestRedis;

/** What is written at once is what would be written one by one. */
final class FollowMembersTest {
    private static final CampaignKeys KEYS = new CampaignKeys("fair");
    private static final StreamKeys TALLIES = KEYS.tallies();
    private static final String UNITS = "products:units:";
    /** More than one command takes, of fields as of members. */
    private static final int MANY = 12_001;

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    private final KnownBuyers known = new KnownBuyers();

    @BeforeEach
    void aCampaign() {
        TestRedis.command("HSET", KEYS.settings(), "edition", "1", "status", "live");
    }

    private void follow(String stream, int orders, long qty) {
        FollowMembers plan = plan(stream, orders, qty);
        String reply = answer(plan, "");
        assertEquals(Long.toString(Long.parseLong(reply)), reply, "a version");
        plan.wrote();
    }

    private FollowMembers plan(String stream, int orders, long qty) {
        FreshBuyers fresh = new FreshBuyers(known);
        MemberMoves moves = new MemberMoves(stream, fresh);
        Basis basis = new Basis(ZoneOffset.UTC);
        for (int i = 0; i < orders; i++) {
            Buyer buyer = i % 10 == 0 ? new Buyer("u" + i, null, null) : new Buyer("u" + i, "g" + i % 2, null);
            Order order = new Order("o" + i, stream, null, buyer, List.of(new Line("sku" + i, qty, 1)), true, 7);
            moves.tallies().place(Sale.ofNew(order, basis));
        }
        fresh.endPage();
        return new FollowMembers(
                List.of(new MemberReading(stream, null, null, new Page(0, Seq.START, false), moves)), known);
    }

    private String answer(FollowMembers plan, String erasures) {
        FollowMembers.State state = new FollowMembers.State(7, 1, "live", "", false, erasures);
        return ledger.ask(redis -> redis.run(plan.call(KEYS, state))).toString();
    }

    private static String units(int product) {
        return TestRedis.text("HGET", TALLIES.counts(), UNITS + "sku" + product);
    }

    @Test
    void moreThanOneCommandTakesIsCountedWhole() {
        follow("m", MANY, 2);
        follow("m", MANY, 3);
        for (int i = 0; i < MANY; i++) {
            assertEquals("5", units(i), "units of " + i);
        }
        assertEquals(Integer.toString(MANY), TestRedis.text("SCARD", TALLIES.buyers()));
        assertEquals(Integer.toString(MANY * 9 / 10), TestRedis.text("SCARD", TALLIES.groupBuyers()));
        assertEquals("4800", TestRedis.text("HGET", TALLIES.counts(), "groups:buyers:g0"));
        assertEquals("6000", TestRedis.text("HGET", TALLIES.counts(), "groups:buyers:g1"));
        assertEquals(Integer.toString(2 * MANY), TestRedis.text("HGET", TALLIES.totals(), "orders"));
    }

    /** One that bought in two streams, in two groups, is one buyer. */
    @Test
    void aBuyerOfSeveralMembersIsOne() {
        follow("m", 5, 1);
        follow("n", 3, 1);
        assertEquals("5", TestRedis.text("SCARD", TALLIES.buyers()));
        assertEquals("2", TestRedis.text("HGET", TALLIES.counts(), "groups:buyers:g0"));
        assertEquals("2", TestRedis.text("HGET", TALLIES.counts(), "groups:buyers:g1"));
    }

    private static String buyers() {
        return TestRedis.text("SCARD", TALLIES.buyers());
    }

    @Test
    void whoIsKnownIsNotToldAgain() {
        follow("m", 5, 1);
        TestRedis.command(
                "SREM", TALLIES.buyers(), "u1"); // as nobody does without a change of the mark, or of erasures
        follow("m", 6, 1);
        assertEquals("5", buyers(), "u5 is told, u1 is not");
        assertEquals("3", TestRedis.text("HGET", TALLIES.counts(), "groups:buyers:g1"));
        assertEquals("11", TestRedis.text("HGET", TALLIES.totals(), "orders"));
    }

    /** What a failover brings back has the mark of an earlier write, or none: then those who are left out may be missing. */
    @Test
    void nothingIsWrittenIfAnEarlierWriteOfThisNodeIsLost() {
        for (String mark : List.of("none", "first")) {
            known.forget();
            TestRedis.command("DEL", TALLIES.members());
            follow("m", 5, 1);
            String first = TestRedis.text("HGET", TALLIES.members(), ":mark");
            follow("m", 6, 1);
            if (mark.equals("none")) {
                TestRedis.command("HDEL", TALLIES.members(), ":mark");
            } else {
                TestRedis.command("HSET", TALLIES.members(), ":mark", first);
            }
            String before = TestRedis.text("HGET", TALLIES.totals(), "orders");
            assertEquals("moved", answer(plan("m", 7, 1), ""));
            assertEquals(before, TestRedis.text("HGET", TALLIES.totals(), "orders"));
        }
        known.forget();
        follow("m", 7, 1);
        assertEquals("7", buyers());
    }

    @Test
    void nothingIsWrittenAfterABuyerWasErased() {
        follow("m", 5, 1);
        TestRedis.command("SREM", TALLIES.buyers(), "u1");
        TestRedis.command("HINCRBY", TALLIES.totals(), "erasures", "1");
        assertEquals("moved", answer(plan("m", 5, 1), ""));
        known.forget();
        assertEquals("2", answer(plan("m", 5, 1), "1"), "the second version");
        assertEquals("5", buyers());
    }

    /** Lua's numbers skip integers from 2^53 on. */
    @Test
    void sumsAreExactWhateverIsHeld() {
        String[] held = {
            "9007199254740990", "9007199254740991", "9007199254740993", "-9007199254740993", "4611686018427387905"
        };
        String[] sums = {
            "9007199254740991", "9007199254740992", "9007199254740994", "-9007199254740992", "4611686018427387906"
        };
        for (int i = 0; i < held.length; i++) {
            TestRedis.command("HSET", TALLIES.counts(), UNITS + "sku" + i, held[i]);
        }
        follow("m", held.length + 1, 1);
        for (int i = 0; i < held.length; i++) {
            assertEquals(sums[i], units(i));
        }
        assertEquals("1", units(held.length));
    }
}
