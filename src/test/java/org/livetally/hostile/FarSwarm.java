package org.livetally.hostile;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.livetally.testing.Await;

/**
 * A {@link Swarm} in a process of its own: a process may have some 20,000 descriptors, fewer than both ends of ten
 * thousand connections and the rest of a server need.
 */
final class FarSwarm implements AutoCloseable {
    private static final String OPEN = "open";
    private static final long TIMEOUT_S = 20;

    private final Process process;
    private final BufferedReader output;

    private FarSwarm(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Returns when all are WebSockets. */
    static FarSwarm open(int port, String path, int count) throws IOException {
        FarSwarm swarm = new FarSwarm(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FarSwarm.class.getName(),
                        Integer.toString(port),
                        path,
                        Integer.toString(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        if (!OPEN.equals(swarm.output.readLine())) {
            swarm.process.destroyForcibly();
            throw new AssertionError("not all of " + count + " connections became WebSockets");
        }
        return swarm;
    }

    /** How many connections were lost. */
    int lost() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return Integer.parseInt(output.readLine());
    }

    /** Ends all connections at once. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the swarm's process does not end");
        }
    }

    /**
     * The process: reports when all are open, answers each line with the number of lost connections, and ends with its
     * input.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int count = Integer.parseInt(args[2]);
        try (Swarm swarm = Swarm.open(Integer.parseInt(args[0]), args[1], count)) {
            Await.until("all open", () -> swarm.upgraded.get() == count);
            System.out.println(OPEN);
            while (System.in.read() >= 0) {
                System.out.println(swarm.lost.get());
            }
        }
    }
}
