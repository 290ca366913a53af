package org.livetally.redis.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/** One child process, from its launch to its end. */
final class RedisServer {
    private static final Logger LOG = Logger.getLogger(RedisServer.class.getName());

    /** How long a server may be silent, or may load without progress, before it counts as failed. */
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(60);

    static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PING_TIMEOUT = Duration.ofSeconds(2);

    /**
     * Locale settings are left out, since Redis from 7.2 on refuses to start with one that is not installed; so are
     * secrets.
     */
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "TZ", "LD_LIBRARY_PATH");

    private final Process process;
    private final DataDirectory directory;
    private final long launchedAt = System.nanoTime();
    private volatile long answeredAt = launchedAt;

    /** Starts the process and returns at once. */
    static RedisServer launch(RedisBinary binary, DataDirectory directory) {
        try {
            DurableFiles.copyAfterFailedFsync(directory);
            AofTail.cutOpenTransaction(directory.root());
            RedisServer server =
                    new RedisServer(builder(binary.executable(), directory).start(), directory);
            LOG.info(() -> "Started " + server + ", " + binary);
            return server;
        } catch (IOException e) {
            throw new EmbeddedRedisException("Cannot run " + binary + ": " + e.getMessage(), e);
        }
    }

    private RedisServer(Process process, DataDirectory directory) {
        this.process = process;
        this.directory = directory;
    }

    private static ProcessBuilder builder(Path executable, DataDirectory directory) {
        File log = directory.log().path().toFile();
        ProcessBuilder builder = new ProcessBuilder(command(executable, directory.conf()))
                .directory(directory.root().toFile())
                .redirectInput(new File("/dev/null"))
                // Redis writes here only before it knows its log file, so an error in redis.conf is not lost.
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().keySet().retainAll(ENVIRONMENT);
        return builder;
    }

    /**
     * The command line, with a shell and setsid where there are any.
     *
     * <p>The shell sets the umask, which Java cannot: whatever ours is, each file of Redis and its socket are private from
     * their first moment. Ctrl-C in a terminal sends SIGINT to every process of the
     * foreground group. Redis would exit on it while the JVM still answers what is in flight, so it gets a session of
     * its own: Ctrl-C must reach it through us, after the last ack. The child is not a group leader, so setsid executes
     * the server in place, as the shell does setsid, and the pid stays that of the child. Without setsid (macOS) the supervisor restarts Redis,
     * and messages in between are answered {@code unavailable}.
     */
    private static List<String> command(Path executable, Path conf) {
        List<String> command = new ArrayList<>();
        SearchPath.ofThisProcess().find("sh").ifPresent(shell -> {
            command.addAll(List.of(shell.toString(), "-c", "umask 077 && exec \"$@\"", "sh"));
        });
        SearchPath.ofThisProcess().find("setsid").map(Path::toString).ifPresent(command::add);
        command.add(executable.toString());
        command.add(conf.toString());
        return command;
    }

    /** Blocks until the server answers PING with PONG; throws if it dies or is silent for too long. */
    void awaitAnswer() {
        StartProgress progress = new StartProgress(directory.socket());
        while (!progress.answered(PING_TIMEOUT)) {
            if (!process.isAlive()) {
                throw failure("ended with exit code " + process.exitValue());
            }
            if (progress.silence().compareTo(SILENCE_TIMEOUT) > 0) {
                throw failure("did not answer for " + SILENCE_TIMEOUT.toSeconds() + " s");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw failure("was not waited for: interrupted");
            }
            Wait.briefly();
        }
        DurableFiles.keepNames(directory.root()); // before anybody hears of it, so before anything is acked
        answeredAt = System.nanoTime();
        LOG.info(() -> this + " answers after " + (answeredAt - launchedAt) / 1_000_000 + " ms");
    }

    private EmbeddedRedisException failure(String what) {
        return new EmbeddedRedisException(
                this + " " + what + ". " + directory.log().tail());
    }

    /** Whether it still runs after this time; blocks until then, or until its end. */
    boolean outlives(Duration time) {
        try {
            return !process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Blocks until the process has ended; returns for how long it had been answering. */
    Duration awaitExit() {
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                // The waiting thread belongs to the supervisor and ends with the process.
                LOG.fine(() -> "Interrupted while watching " + this);
            }
        }
        return Duration.ofNanos(System.nanoTime() - answeredAt);
    }

    /** Sends SIGTERM, on which Redis fsyncs, and SIGKILL if it does not react, which loses nothing that was acked. */
    void stop() {
        process.destroy();
        if (!Wait.until(STOP_TIMEOUT, () -> !process.isAlive())) {
            LOG.warning(() -> this + " ignores SIGTERM: killing it");
            process.destroyForcibly();
            Wait.until(STOP_TIMEOUT, () -> !process.isAlive());
        }
        LOG.info(() -> "Stopped " + this);
    }

    long pid() {
        return process.pid();
    }

    String tailOfLog() {
        return directory.log().tail();
    }

    @Override
    public String toString() {
        return "redis-server (process " + process.pid() + ")";
    }
}
