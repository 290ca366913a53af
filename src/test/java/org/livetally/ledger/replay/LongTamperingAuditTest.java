package org.livetally.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.hash;
import static org.livetally.ledger.record.TestLedger.list;
import static org.livetally.ledger.record.TestLedger.scores;
import static org.livetally.ledger.record.TestOrders.MINUTE;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.domain.tally.Dimension;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.replay.Audit.Difference;
import org.livetally.testing.TestRedis;

/** What is tampered with is named and nothing else, in more than fits into the audit's memory. */
final class LongTamperingAuditTest {
    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    private final LongLedger random = new LongLedger(ledger);

    @BeforeEach
    void begin() {
        random.begin();
    }

    @Test
    void whatIsTamperedWithIsNamedAndNothingElse() {
        random.record(8);
        Set<String> tampered = new TreeSet<>(Set.of("buyers", "ids"));
        TestRedis.command("SREM", KEYS.buyers(), note(tampered, "buyers/", any(list("SMEMBERS", KEYS.buyers()))));
        TestRedis.command(
                "HDEL", KEYS.ids(), note(tampered, "ids/", any(hash(KEYS.ids()).keySet())));
        TestRedis.command(
                "HDEL",
                KEYS.placed(),
                note(tampered, "placed/", any(hash(KEYS.placed()).keySet())));
        TestRedis.command("HSET", KEYS.placed(), note(tampered, "placed/", "stranger"), "{}");
        TestRedis.command(
                "HINCRBY",
                KEYS.counts(),
                note(tampered, "counts/", any(hash(KEYS.counts()).keySet())),
                "1");
        TestRedis.command("HSET", KEYS.counts(), note(tampered, "counts/", "products:units:stranger"), "no number");
        TestRedis.command(
                "HINCRBY",
                KEYS.trend(),
                note(tampered, "trend/", any(hash(KEYS.trend()).keySet())),
                "-1");
        TestRedis.command("ZREM", KEYS.minutes(), any(scores(KEYS.minutes()).keySet()));
        TestRedis.command("ZADD", KEYS.minutes(), "1", "12345");
        tampered.add("minutes");
        TestRedis.command("ZADD", KEYS.minutes(), "999999", note(tampered, "minutes/", Long.toString(MINUTE)));
        tamperWithGoods(tampered);
        for (Dimension dimension : Dimension.values()) {
            String key = dimension.key();
            TestRedis.command(
                    "ZINCRBY",
                    KEYS.ranking(dimension),
                    "1",
                    note(
                            tampered,
                            key + "/",
                            any(scores(KEYS.ranking(dimension)).keySet())));
            TestRedis.command("ZADD", KEYS.ranking(dimension), "0", key + "-stranger");
            tampered.add(key + "/" + key + "-stranger is ranked");
        }

        Set<String> named = ledger.audit(LongLedger.TINY).differences().stream()
                .map(Difference::tally)
                .collect(Collectors.toSet());

        assertEquals(tampered, new TreeSet<>(named));
    }

    private static void tamperWithGoods(Set<String> tampered) {
        tampered.add("groupbuyers");
        String pair = any(list("SMEMBERS", KEYS.groupBuyers()));
        TestRedis.command("SREM", KEYS.groupBuyers(), note(tampered, "groupbuyers/", pair));
        String product = any(scores(KEYS.stock()).keySet());
        TestRedis.command("ZINCRBY", KEYS.stock(), "1", note(tampered, "stock/", product));
        String number = any(scores(KEYS.freed()).keySet());
        TestRedis.command("ZREM", KEYS.freed(), note(tampered, "freed/", number));
        String given = any(hash(KEYS.numbers()).keySet());
        TestRedis.command("HINCRBY", KEYS.numbers(), note(tampered, "numbers/", given), "1");
        for (String kind : List.of("items", "explained", "catalogue")) {
            String key = KEYS.ids().replaceAll("ids$", kind);
            TestRedis.command(
                    "HDEL", key, note(tampered, kind + "/", any(hash(key).keySet())));
        }
        TestRedis.command("HSET", KEYS.groupTree(), note(tampered, "groups-tree/", "stranger"), "{}");
        TestRedis.command("ZADD", KEYS.holds(), "1", note(tampered, "holds/", "stranger"));
    }

    private static String any(Iterable<String> names) {
        return names.iterator().next();
    }

    private static String note(Set<String> tampered, String kind, String name) {
        tampered.add(kind + name);
        return name;
    }
}
