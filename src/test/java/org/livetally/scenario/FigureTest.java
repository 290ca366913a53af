package org.livetally.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FigureTest {
    private static final String CSV = "id,type,group,amount\r\n"
            + "o-1,order,\"镇,一\",100\r\no-1,order,\"镇,一\",20\r\no-2,order,乙,3\r\nr-1,refund,,7\r\nst-1,stock,,\r\n";
    private static final String METRICS = "# HELP gmv of streams\n# TYPE gmv gauge\n"
            + "gmv{currency=\"CNY\",stream=\"a-2\"} 5.0\ngmv{currency=\"CNY\",stream=\"a\"} 1.070368E8\n";

    @Test
    void fieldsOfABoardAreNumbersOrFlags() {
        String body =
                "{\"version\":7,\"board\":{\"groups\":{\"一.二\":{\"participation\":1.0}},\"deals\":{\"record\":true}}}";
        Figure participation = Figure.board("all", 1, "s", "groups", "一.二", "participation");
        assertEquals("/api/boards/s", participation.place().path());
        assertIs(1, participation.place().in(body));
        assertIs(1, Figure.board("a record", 1, "s", "deals", "record").place().in(body));
        assertNull(Figure.board("not there", 1, "s", "groups", "三", "orders")
                .place()
                .in(body));
    }

    @Test
    void columnsAreAddedUpAndCountedWhereAnotherHasAText() {
        assertIs(
                123,
                Figure.sum("gmv", 0, "/x.csv", "amount", "type", "order")
                        .place()
                        .in(CSV));
        assertIs(
                2,
                Figure.distinct("orders", 0, "/x.csv", "id", "type", "order")
                        .place()
                        .in(CSV));
        assertIs(
                0,
                Figure.sum("nothing", 0, "/x.csv", "amount", "type", "stock")
                        .place()
                        .in(CSV));
    }

    @Test
    void samplesAreFoundByTheirWholeLabel() {
        assertIs(
                107_036_800,
                Figure.metric("gmv", 0, "gmv", "stream", "a").place().in(METRICS));
        assertNull(Figure.metric("gmv", 0, "gmv", "stream", "b").place().in(METRICS));
    }

    private static void assertIs(long expected, @Nullable BigDecimal shown) {
        assertEquals(0, BigDecimal.valueOf(expected).compareTo(shown), () -> "shown is " + shown);
    }
}
