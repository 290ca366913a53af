package org.livetally.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.board.Board;

/** What measurements share: the generator's client, servers, and baselines. */
final class BenchEnvironment implements AutoCloseable {
    private static final int SPARE_DESCRIPTORS = 500;

    private static final int TRIES = 4;

    private final LoadClient client;
    private final LoadClient punctual;
    private final PrintWriter out;
    private final int rounds;
    private final @Nullable BenchServer given;
    private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    /** Those of the figure that is measured now. */
    private final List<BenchServer> servers = new ArrayList<>();

    private int differences;
    private @Nullable BenchServer server;
    private @Nullable Disk disk;
    private @Nullable ChildProcess baseline;
    private @Nullable URI fanOut;
    private @Nullable URI echo;

    /**
     * Uses its own servers, or one that runs already.
     *
     * @param url of a running server; null to start servers
     * @param token of an operator of that server, or empty
     */
    BenchEnvironment(PrintWriter out, int rounds, @Nullable URI url, String token) {
        this.out = out;
        this.rounds = rounds;
        this.client = new LoadClient(token);
        this.punctual = new LoadClient(token);
        this.given = url == null ? null : BenchServer.at(url, token);
        this.server = given;
    }

    /** Whether the server runs elsewhere, so that its processes and its Redis cannot be seen. */
    boolean isRemote() {
        return given != null;
    }

    /** The id of a stream for one figure, new in each run. */
    String stream(String figure) {
        return "bench-" + figure + "-" + run;
    }

    /** Repeats a round until the generator kept its schedule; returns what that round measured. */
    static double valid(DoubleSupplier round) {
        for (int i = 0; i < TRIES; i++) {
            double measured = round.getAsDouble();
            if (!Double.isNaN(measured)) {
                return measured;
            }
        }
        throw new InvalidRunException();
    }

    int rounds() {
        return rounds;
    }

    /** A latency in ms against one tick of boards: the 99th percentile of each round, NaN if that is not valid. */
    Measurement latency(String name, Marks marks, int rounds, DoubleSupplier round) {
        double[] p99 = new double[rounds];
        double[] tick = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            p99[i] = valid(round);
            tick[i] = Board.TICK_MS;
            say("  round %d: p99 %.1f ms", i + 1, p99[i]);
        }
        return new Measurement(name, "one tick", p99, tick, "ms", marks, "");
    }

    LoadClient client() {
        return client;
    }

    /** The client for producers that keep a schedule: frames to a thousand screens must not delay them. */
    LoadClient punctual() {
        return punctual;
    }

    /** Prints the progress. */
    void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    /** The server that the figures of sockets share: few orders are recorded there. */
    BenchServer server() {
        BenchServer running = server;
        if (running == null) {
            running = BenchServer.start();
            server = running;
        }
        return running;
    }

    /** The disk that the servers' data is on. */
    Disk disk() throws IOException {
        Disk known = disk;
        if (known == null) {
            known = Disk.measure(Path.of(System.getProperty("java.io.tmpdir")));
            disk = known;
        }
        return known;
    }

    /** Starts a server for this figure alone. */
    BenchServer another() {
        BenchServer started = BenchServer.start();
        servers.add(started);
        return started;
    }

    /** Starts a server that the caller closes. */
    BenchServer alone() {
        return BenchServer.start();
    }

    /** Starts a stream, with a producer that keeps a schedule on it. */
    ScheduledProducer producer(BenchServer on, String stream) {
        on.live(stream);
        return new ScheduledProducer(punctual, on.address(), new BenchOrders(stream));
    }

    /** Starts a stream, with producers that send as fast as it acks. */
    Producers producers(BenchServer on, BenchOrders orders) {
        on.live(orders.stream());
        return new Producers(client, on.address(), orders);
    }

    ChildProcess baseline() {
        ChildProcess running = baseline;
        if (running == null) {
            running = ChildProcess.start(Baseline.class.getName(), List.of());
            fanOut = loopback(running.lineAfter("fan-out "));
            echo = loopback(running.lineAfter("echo "));
            baseline = running;
        }
        return running;
    }

    URI fanOut() {
        baseline();
        return Objects.requireNonNull(fanOut);
    }

    URI echo() {
        baseline();
        return Objects.requireNonNull(echo);
    }

    private static URI loopback(String port) {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /**
     * The wanted number of sockets, or fewer if this process may not open that many at once, divided among so many
     * crowds.
     */
    static int sockets(int wanted, int crowds) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long most = (system.getMaxFileDescriptorCount() - SPARE_DESCRIPTORS) / crowds;
            return (int) Math.min(wanted, most);
        }
        return wanted;
    }

    /** Audits a server that is closed before the end. */
    void audit(BenchServer alone) {
        differences += alone.audit();
    }

    /**
     * Closes the sockets of a figure, and audits and closes its servers. Each of them goes on for minutes with what it had no time
     * for, its continuous audit and the rewriting of its file, and would take the cores from the figures that follow.
     */
    void endFigure() {
        client.closeAll();
        punctual.closeAll();
        for (BenchServer each : servers) {
            audit(each);
            each.close();
        }
        servers.clear();
    }

    /** Audits the server that figures share; returns the number of differences of all servers. */
    int audit() {
        if (server != null) {
            audit(server);
        }
        return differences;
    }

    @Override
    public void close() {
        client.close();
        punctual.close();
        servers.forEach(BenchServer::close);
        if (server != null) {
            server.close();
        }
        if (baseline != null) {
            baseline.close();
        }
    }
}
