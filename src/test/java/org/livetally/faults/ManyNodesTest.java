package org.livetally.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.hostile.Nginx;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.Ports;
import org.livetally.testing.RedisProxy;
import org.livetally.testing.Requests;
import org.livetally.testing.TestRedis;

/**
 * Two nodes behind the haproxy and the nginx of docs/clusters.md, each of which has half of the load: nodes are restarted
 * one after the other, and one is cut off from Redis.
 */
final class ManyNodesTest {
    private static final int STREAMS = 4;
    private static final int ORDERS_A_SECOND = 20;
    private static final int ASKED = 20;

    @TempDir
    Path directory;

    private final RedisProxy networkOfFirst = RedisProxy.start(TestRedis.uri());
    private final RedisProxy network = RedisProxy.start(TestRedis.uri());
    private final List<LiveServer> nodes = new ArrayList<>();

    @BeforeEach
    void proxiesAreThere() {
        assumeTrue(
                Files.isExecutable(SentinelTrio.HAPROXY) && Nginx.isHere(),
                "haproxy and nginx are installed (bin/test does)");
        TestRedis.flush();
        // Their Redis can be taken away from them.
        nodes.add(LiveServer.start(Ports.free(), networkOfFirst.uri(), InstantSource.system()));
        nodes.add(LiveServer.start(Ports.free(), network.uri(), InstantSource.system()));
    }

    @AfterEach
    void stop() {
        nodes.forEach(LiveServer::close);
        network.close();
        networkOfFirst.close();
    }

    @Test
    void nodesAreRestartedInTurnAndOneIsCutOffAndNobodyLosesAnything() throws IOException, InterruptedException {
        List<Integer> ports = nodes.stream().map(LiveServer::port).toList();
        try (Balancer haproxy = Balancer.haproxy(directory.resolve("haproxy"), ports);
                Nginx nginx = Nginx.startBefore(Files.createDirectory(directory.resolve("nginx")), ports)) {
            Await.until("haproxy finds the nodes ready", () -> ready(haproxy.port()));
            List<Integer> fronts = List.of(haproxy.port(), nginx.port());
            try (NodesLoad load = new NodesLoad(fronts, STREAMS, ORDERS_A_SECOND)) {
                for (int i = 0; i < nodes.size(); i++) {
                    restart(i, ports.get(i), load);
                    fronts.forEach(front -> Await.until("the node is found", () -> ready(front)));
                }
                assertTrue(load.returns() > 0, "screens went to the other node, and came back");
                network.cutAfter(0);
                Await.until("the node is not ready", () -> status(ports.get(1), "/health/ready") == 503);
                Await.until("haproxy leads to the other one only", () -> ready(haproxy.port()));
                networkOfFirst.cutAfter(0);
                Await.until("no node is ready for haproxy", () -> readyNodes(haproxy) == 0);
                assertEquals(200, status(haproxy.port(), "/health/live"), "requests still reach nodes");
                networkOfFirst.cutAfter(Integer.MAX_VALUE);
                network.cutAfter(Integer.MAX_VALUE);
                Await.until("haproxy finds them ready", () -> readyNodes(haproxy) == 2);
                Await.until("the node is ready", () -> ready(ports.get(1)));
                load.awaitAcks(5);
                load.settle(TestRedis.uri());
            }
        }
    }

    /** Stops a node in order; while it is away, the other has the whole load. */
    private void restart(int number, int port, NodesLoad load) {
        nodes.get(number).close();
        long ms = load.awaitAcks(5);
        System.out.println("NODES without node " + number + ", 5 more acks of each stream after " + ms + " ms");
        nodes.set(
                number, LiveServer.start(port, (number == 0 ? networkOfFirst : network).uri(), InstantSource.system()));
    }

    /** Whether each of some requests in a row finds a node that is ready. */
    private static boolean ready(int port) {
        return IntStream.range(0, ASKED).allMatch(i -> status(port, "/health/ready") == 200);
    }

    private static int readyNodes(Balancer haproxy) {
        return Integer.parseInt(Requests.send(haproxy.port(), "GET", "/health/live", "")
                .headers()
                .firstValue(Balancer.READY)
                .orElseThrow());
    }

    private static int status(int port, String path) {
        return Requests.send(port, "GET", path, "").statusCode();
    }
}
