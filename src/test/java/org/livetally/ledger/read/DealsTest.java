package org.livetally.ledger.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestDeals.agreement;
import static org.livetally.ledger.record.TestDeals.cancellation;
import static org.livetally.ledger.record.TestDeals.delivery;
import static org.livetally.ledger.record.TestDeals.intent;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.livetally.domain.order.DealEvent.Deal;
import org.livetally.domain.order.DealEvent.Kind;
import org.livetally.domain.order.DealEvent.Terms;
import org.livetally.domain.order.Message;
import org.livetally.http.site.SiteServer;
import org.livetally.ledger.record.TestDeals;
import org.livetally.ledger.record.TestLedger;
import org.livetally.ledger.record.TestOrders;
import org.livetally.testing.TestRedis;

/** The deals of a stream: listed, as a file, one by one, and in the ledger. */
final class DealsTest {
    private static final String DEALS = "/api/streams/" + STREAM + "/deals";
    private static final String ORDERS = "/api/streams/" + STREAM + "/orders";

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @RegisterExtension
    final SiteServer server = LedgerSite.server();

    private JsonObject get(String path) {
        return new JsonObject(server.get(path).body());
    }

    private static List<String> ids(JsonArray deals) {
        return deals.stream().map(deal -> ((JsonObject) deal).getString("id")).toList();
    }

    @Test
    void eachDealHasItsTermsAndWhatHasBecomeOfIt() {
        ledger.record(TestDeals.mixed());
        ledger.record(TestOrders.mixed());

        JsonArray deals = get(DEALS).getJsonArray("deals");

        assertEquals(List.of("d-4", "d-3", "d-2", "d-1", "i-2", "i-1"), ids(deals), "the newest first");
        JsonObject first = deals.getJsonObject(3);
        first.remove("seq");
        assertEquals(
                "{\"type\":\"deal\",\"id\":\"d-1\",\"kind\":\"agreement\",\"counterparty\":\"拉萨商贸\",\"amount\":600,"
                        + "\"product\":\"青稞米\",\"qty\":1500,\"unit\":\"斤\",\"maker\":\"合作社\",\"income\":40,\"at\":7,"
                        + "\"status\":\"agreement\",\"delivered\":200,\"deliveredQty\":500,\"highest\":true}",
                first.encode());
        assertEquals("deal_cancelled", deals.getJsonObject(2).getString("status"));
        assertTrue(deals.getJsonObject(2).getBoolean("highest"), "at its time");
        assertTrue(deals.getJsonObject(1).getBoolean("highest"), "the higher one was cancelled before");
        assertFalse(deals.getJsonObject(0).containsKey("highest"), "as high as another");
        assertFalse(deals.getJsonObject(5).containsKey("highest"), "not signed");
    }

    @Test
    void pagesLeadToEachDealOnce() {
        for (int batch = 0; batch < 3; batch++) {
            Message[] some = new Message[4];
            for (int i = 0; i < some.length; i++) {
                some[i] = i == 2 ? TestOrders.paid("o-" + batch, 5) : intent("d-" + batch + i, i);
            }
            ledger.record(some);
        }
        List<String> all = new ArrayList<>();
        JsonObject page = get(DEALS + "?limit=2");
        all.addAll(ids(page.getJsonArray("deals")));
        while (page.containsKey("next")) {
            page = get(DEALS + "?limit=2&before=" + page.getString("next"));
            all.addAll(ids(page.getJsonArray("deals")));
        }

        assertEquals(List.of("d-23", "d-21", "d-20", "d-13", "d-11", "d-10", "d-03", "d-01", "d-00"), all);
        assertFalse(get(DEALS + "?limit=9").containsKey("next"), "all fit");
    }

    @ParameterizedTest
    @CsvSource({"limit=0, limit", "limit=1001, limit", "limit=x, limit", "before=x, before"})
    void badQueryIsNamed(String query, String field) {
        assertEquals(400, server.get(DEALS + "?" + query).statusCode());
        assertEquals(field, get(DEALS + "?" + query).getString("field"));
    }

    @Test
    void noDealsAreAnEmptyListAndNoStreamIsNone() {
        assertEquals("{\"deals\":[]}", server.get(DEALS).body());
        assertEquals(404, server.get("/api/streams/nowhere/deals").statusCode());
        assertEquals(404, server.get("/api/streams/nowhere/deals.csv").statusCode());
    }

    @Test
    void asAFileTheOldestIsFirstAndNothingRuns() {
        Terms strange = new Terms("=SUM(1)", 5, "a,\"b\"", null, null, null, null);
        ledger.record(new Deal("d-0", STREAM, Kind.INTENT, strange, "why", 7, null));
        ledger.record(TestDeals.mixed());
        String file = server.get(DEALS + ".csv").body();
        List<String> lines =
                file.lines().map(line -> line.replaceAll("^\\d+-\\d+", "seq")).toList();

        assertEquals(
                "\ufeffseq,at,id,kind,status,counterparty,amount,delivered,product,qty,deliveredQty,unit,maker,income,highest,reason",
                lines.get(0));
        assertEquals(
                "seq,1970-01-01T00:00:00.007Z,d-0,intent,intent,'=SUM(1),5,0,\"a,\"\"b\"\"\",,0,,,,,why", lines.get(1));
        assertEquals(
                "seq,1970-01-01T00:00:00.007Z,d-1,agreement,agreement,拉萨商贸,600,200,青稞米,1500,500,斤,合作社,40,true,",
                lines.get(4));
        assertEquals(8, lines.size());
    }

    @Test
    void manyDealsAreOneFileOfSeveralPages() {
        for (int batch = 0; batch < 5; batch++) {
            Message[] some = new Message[100];
            for (int i = 0; i < some.length; i++) {
                some[i] = agreement("d-" + batch + "-" + i, 1 + i);
            }
            ledger.record(some);
        }

        assertEquals(501, server.get(DEALS + ".csv").body().lines().count());
        assertEquals(List.of(), ledger.audit().differences());
    }

    @Test
    void oneByItsIdIsADealAndNotAnOrder() {
        ledger.record(
                agreement("d", 600, 10L, null), delivery("dl", "d", 5, null), intent("i", 1), cancellation("c", "i"));

        JsonObject deal = get(ORDERS + "/d");
        assertEquals("deal", deal.getString("type"));
        assertEquals("agreement", deal.getString("status"));
        assertEquals(5, deal.getLong("delivered"));
        assertFalse(deal.containsKey("refunded"));
        assertEquals("deal_cancelled", get(ORDERS + "/i").getString("status"));
        assertEquals("d", get(ORDERS + "/dl").getString("deal"));
        assertEquals("i", get(ORDERS + "/c").getString("deal"));
    }

    @Test
    void theLedgerIsFilteredByTheirTypesAndItsFileHasThem() {
        ledger.record(TestDeals.mixed());
        ledger.record(TestOrders.mixed());

        assertEquals(6, get(ORDERS + "?type=deal").getJsonArray("messages").size());
        assertEquals(1, get(ORDERS + "?type=delivery").getJsonArray("messages").size());
        assertEquals(
                2,
                get(ORDERS + "?type=deal_cancellation").getJsonArray("messages").size());
        assertEquals(
                0, get(ORDERS + "?type=deal&sku=tea").getJsonArray("messages").size());
        List<String> lines = server.get(ORDERS + ".csv").body().lines().toList();
        assertTrue(lines.get(0).endsWith(",levy,deal,kind,counterparty,product,unit,maker,income,epoch,local"));
        assertTrue(
                lines.get(3).contains(",deal,d-1,,,,,,,,1500,600,,,,,,,,,,,,agreement,拉萨商贸,青稞米,斤,合作社,40,"),
                lines.get(3));
        assertTrue(lines.get(4).contains(",delivery,dl-1,,,,,,,,500,200,,,,,,,,,,,d-1,,,,,,,"), lines.get(4));
    }

    /** The book is Redis' own, and the state of a deal the ledger's: one without the other is an error, not a lie. */
    @Test
    void aDealWithoutAStateIsAnError() {
        ledger.record(intent("i", 1));
        TestRedis.command("HDEL", KEYS.ids(), "i");

        assertEquals(500, server.get(DEALS).statusCode());
    }
}
