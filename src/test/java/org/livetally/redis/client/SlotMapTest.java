package org.livetally.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.redis.client.ScriptedServers.array;
import static org.livetally.redis.client.ScriptedServers.number;
import static org.livetally.redis.client.ScriptedServers.text;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.settings.HostPort;

/** What a server of a Cluster says about the others, in all forms that Redis has for it. */
final class SlotMapTest {
    private static final HostPort ASKED = new HostPort("10.0.0.1", 7000);
    private static final Response WELL = text("cluster_state:ok\r\ncluster_current_epoch:12\r\n");

    @Test
    void whatAServerLeavesOutIsTheSameAsOfTheOneThatWasAsked() {
        for (Response host : new @Nullable Response[] {null, text(""), text("?")}) {
            assertEquals(List.of(ASKED), masters(array(range(0, 16_383, host, 7000))));
        }
        assertEquals(List.of(ASKED), masters(array(range(0, 16_383, text("10.0.0.1"), 0))));
    }

    @Test
    void namesAndAddressesOfIpv6AreTakenAsTheyAre() {
        List<HostPort> masters =
                masters(array(range(0, 1, text("node-b.example"), 7001), range(2, 3, text("2001:db8::1"), 7002)));
        assertEquals("[node-b.example:7001, [2001:db8::1]:7002]", masters.toString());
    }

    @Test
    void rangesOfOneMasterAreTogetherAndReplicasLeftOut() {
        Response replica = array(text("10.0.0.9"), number(7009), text("id"));
        SlotMap map = SlotMap.of(
                array(
                        array(number(0), number(9), array(text("10.0.0.2"), number(7000), text("id")), replica),
                        range(10, 10, text("10.0.0.3"), 7000),
                        range(11, 16_383, text("10.0.0.2"), 7000)),
                WELL,
                ASKED);
        BitSet held = Objects.requireNonNull(map.slots().get(new HostPort("10.0.0.2", 7000)));
        assertEquals("{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11}", held.get(0, 12).toString());
        assertEquals(2, map.slots().size());
        assertEquals(0, map.unserved());
        assertTrue(map.isWell());
        assertEquals(12, map.epoch());
    }

    @Test
    void slotsThatNobodyHoldsAreCounted() {
        assertEquals(16_384, SlotMap.of(array(), WELL, ASKED).unserved());
        SlotMap half = SlotMap.of(array(range(0, 8_191, text(""), 7000)), text("cluster_state:fail"), ASKED);
        assertEquals(8_192, half.unserved());
        assertFalse(half.isWell());
        assertEquals(0, half.epoch(), "it did not say");
    }

    @ParameterizedTest
    @CsvSource({
        "MOVED 3999 10.0.0.2:6381, true, 10.0.0.2:6381",
        "MOVED 3999 :6381, true, 10.0.0.1:6381",
        "MOVED 3999 ?:6381, true, 10.0.0.1:6381",
        "MOVED 3999 10.0.0.2:0, true, 10.0.0.2:7000",
        "MOVED 3999 10.0.0.2:6381@16381, true, 10.0.0.2:6381",
        "ASK 3999 node-b.example:6381, false, node-b.example:6381",
        "ASK 3999 2001:db8::1:6381, false, [2001:db8::1]:6381",
    })
    void aRedirectionNamesAServer(String error, boolean isForGood, String server) {
        Redirection redirection = Redirection.of(ErrorType.create(error), ASKED);
        assertTrue(
                redirection != null
                        && redirection.isForGood() == isForGood
                        && redirection.slot() == 3999
                        && redirection.server().toString().equals(server),
                error + " became " + redirection);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MOVED",
                "MOVED 1",
                "MOVED x 10.0.0.2:1",
                "ASK 1 10.0.0.2",
                "ASK 1 10.0.0.2:x",
                "MOVEDX 1 a:1",
                "ERR MOVED 1 a:1"
            })
    void anythingElseIsNone(String error) {
        assertNull(Redirection.of(ErrorType.create(error), ASKED));
        assertNull(Redirection.of(new IllegalStateException("MOVED 1 10.0.0.2:1"), ASKED), "no server has said it");
    }

    private static Response range(long first, long last, @Nullable Response host, int port) {
        return array(number(first), number(last), array(host, number(port), text("id")));
    }

    private static List<HostPort> masters(Response slots) {
        return List.copyOf(SlotMap.of(slots, WELL, ASKED).slots().keySet());
    }
}
