package org.livetally.faults;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.livetally.testing.Await;
import org.livetally.testing.Ports;
import org.livetally.testing.TestRedis;

/** The haproxy of docs/clusters.md in front of nodes of this machine, without TLS and with shorter intervals. */
final class Balancer implements AutoCloseable {
    private static final Path MANUAL = Path.of("docs", "clusters.md");
    private static final Pattern CONFIGURATION = Pattern.compile("```haproxy\n(.*?)```", Pattern.DOTALL);

    /** The header of each answer with the number of nodes that are ready for haproxy. */
    static final String READY = "X-Ready-Nodes";

    private static final String TELL_READY = "http-after-response set-header " + READY + " %[nbsrv(livetally)]";

    private final Process process;
    private final int port;

    private Balancer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Returns when it listens. */
    static Balancer haproxy(Path directory, List<Integer> nodes) throws IOException {
        int port = Ports.free();
        Path conf = Files.createDirectories(directory).resolve("haproxy.cfg");
        Files.writeString(conf, configuration(port, nodes));
        Process process = new ProcessBuilder(SentinelTrio.HAPROXY.toString(), "-db", "-f", conf.toString())
                .redirectErrorStream(true)
                .start();
        TestRedis.drain(process.inputReader());
        Balancer balancer = new Balancer(process, port);
        Await.until("haproxy listens", balancer::listens);
        return balancer;
    }

    private static String configuration(int port, List<Integer> nodes) throws IOException {
        Matcher manual = CONFIGURATION.matcher(Files.readString(MANUAL));
        if (!manual.find()) {
            throw new AssertionError(MANUAL + " has no configuration of haproxy");
        }
        String text = manual.group(1)
                .replaceAll("bind :443 [^\n]*", "bind 127.0.0.1:" + port)
                .replace("inter 1s", "inter 100ms")
                .replace("frontend shop\n", "frontend shop\n    " + TELL_READY + "\n");
        for (int i = 0; i < nodes.size(); i++) {
            text = text.replace("node-" + (i + 1) + ":8080", "127.0.0.1:" + nodes.get(i));
        }
        return text;
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new AssertionError("haproxy has ended: its configuration is wrong");
        }
        try (Socket probe = new Socket("127.0.0.1", port)) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
