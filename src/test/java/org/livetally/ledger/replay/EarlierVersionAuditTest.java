package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestLedger.scores;
import static org.livetally.ledger.record.TestOrders.MINUTE;
import static org.livetally.ledger.record.TestOrders.order;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.order.Order.Buyer;
import org.livetally.domain.order.Order.Line;
import org.livetally.domain.order.OrderEvent.Refund;
import org.livetally.domain.order.StreamEvent.CatalogueChange;
import org.livetally.domain.order.StreamEvent.Show;
import org.livetally.domain.order.StreamEvent.Show.Change;
import org.livetally.domain.tally.Dimension;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.replay.Audit.Difference;
import org.livetally.testing.TestRedis;
import org.livetally.wire.FactsJson;

/**
 * A stream that an earlier version began, and this one goes on with: it keeps to its tallies, its first products are in
 * no message, and its first returns left no items.
 */
final class EarlierVersionAuditTest {
    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @BeforeEach
    void goesOn() {
        TestRedis.command("HSET", KEYS.catalogue(), "tea", "{\"name\":\"Tea\",\"category\":\"drink\"}");
        TestRedis.command("HSET", KEYS.catalogue(), "salt", "{\"name\":\"Salt\"}");
        ledger.record(order("o-1", true, null, new Buyer("u", "东社", null), MINUTE, new Line("tea", 2, 300)));
        ledger.record(new Refund("r-1", STREAM, "o-1", 300, MINUTE));
        TestRedis.command("DEL", KEYS.items());
        renamesTea();
        ServerMessages.catalogue("catalogue-1", Map.of("honey", "{\"name\":\"Honey\",\"series\":\"蜂\",\"stock\":9}"));
        ledger.record(new Show("sh-1", STREAM, new Change("苗伟伦"), new Change("honey"), MINUTE));
        ledger.record(order("o-2", true, null, null, MINUTE, new Line("honey", 2, 30), new Line("tea", 1, 5)));
    }

    /** A change after which its facts are what they were, so the basis is not told. */
    private static void renamesTea() {
        String green = "{\"name\":\"Green tea\",\"category\":\"drink\"}";
        ServerMessages.append(
                new CatalogueChange("catalogue-0", STREAM, Map.of("tea", FactsJson.entry(green)), MINUTE));
        TestRedis.command("HSET", KEYS.catalogue(), "tea", green);
    }

    @Test
    void itKeepsToItsTalliesAndAgreesWithItsLedger() {
        assertEquals(List.of(), ledger.audit().differences());
        for (Dimension dimension : Set.of(Dimension.SERIES, Dimension.HOSTS, Dimension.EXPLANATIONS, Dimension.DAYS)) {
            assertEquals(Map.of(), scores(KEYS.ranking(dimension)), dimension.key());
        }
        assertEquals(Map.of("honey", "7"), scores(KEYS.stock()));
        assertEquals(1, hash(KEYS.explained()).size());
    }

    @Test
    void whatItsLedgerTellsOfMustBeSo() {
        TestRedis.command("HSET", KEYS.catalogue(), "salt", "{\"name\":\"Another\"}");
        TestRedis.command("HSET", KEYS.catalogue(), "honey", "{\"name\":\"Another\"}");
        TestRedis.command("ZADD", KEYS.ranking(Dimension.DAYS), "5", "2020-06-15");
        TestRedis.command("ZADD", KEYS.stock(), "8", "honey");

        assertEquals(
                Set.of("catalogue/honey", "days/2020-06-15", "days/2020-06-15 is ranked", "stock/honey"),
                ledger.audit().differences().stream().map(Difference::tally).collect(Collectors.toSet()));
    }
}
