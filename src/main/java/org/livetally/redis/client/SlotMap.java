package org.livetally.redis.client;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.livetally.settings.HostPort;

/**
 * Which server of a Cluster holds which slots, as one of its servers sees it. Masters without slots are not in it.
 *
 * <p>A server that is cut off from the others goes on telling what it knew. It is told from the others by two things: it
 * finds the Cluster not well, and its epoch is behind, which grows with each change that the Cluster agrees on.
 *
 * @param slots by their master, in the order of the slots
 * @param isWell whether the server finds that the Cluster serves
 * @param epoch of the newest change that the server knows of
 */
record SlotMap(Map<HostPort, BitSet> slots, boolean isWell, long epoch) {
    static final Request SLOTS = Request.cmd(Command.CLUSTER).arg("SLOTS");
    static final Request INFO = Request.cmd(Command.CLUSTER).arg("INFO");

    /**
     * Reads the answers of one server.
     *
     * @param asked the server; one that knows no address of its own leaves it out
     */
    static SlotMap of(Response slots, Response info, HostPort asked) {
        Map<HostPort, BitSet> found = new LinkedHashMap<>();
        for (Response range : slots) {
            Response master = range.get(2);
            found.computeIfAbsent(server(text(master.get(0)), master.get(1).toInteger(), asked), server -> new BitSet())
                    .set(range.get(0).toInteger(), range.get(1).toInteger() + 1);
        }
        InfoReply told = new InfoReply(info.toString());
        return new SlotMap(
                found,
                told.field("cluster_state").orElse("").equals("ok"),
                told.field("cluster_current_epoch").map(Long::parseLong).orElse(0L));
    }

    /** A server that others name. They leave out what is the same as of the one that was asked. */
    static HostPort server(String host, int port, HostPort asked) {
        boolean isNamed = !host.isEmpty() && !host.equals("?");
        return new HostPort(isNamed ? host : asked.host(), port == 0 ? asked.port() : port);
    }

    private static String text(@Nullable Response host) {
        return host == null ? "" : host.toString();
    }

    /** How many slots no server holds. */
    int unserved() {
        return Slot.COUNT
                - slots.values().stream().mapToInt(BitSet::cardinality).sum();
    }
}
