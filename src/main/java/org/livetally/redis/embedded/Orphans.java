package org.livetally.redis.embedded;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Logger;

/**
 * Stops the servers that a killed JVM left behind on a directory. The caller holds the directory's lock.
 *
 * <p>A process gets a signal only if its command line is that of a server of this very directory, since the number in a
 * pid file may belong to another process by now. All processes are searched, not just the one in the pid file: the file
 * is missing during a server's first milliseconds, and may be lost. If something still listens on the socket then, it
 * was started in another way (for example, the directory was renamed meanwhile), and is asked to shut down.
 */
final class Orphans {
    private static final Logger LOG = Logger.getLogger(Orphans.class.getName());

    private Orphans() {}

    /** Returns when no server runs on the directory; throws if that cannot be achieved. */
    static void stop(DataDirectory directory) {
        stop(directory, RedisServer.STOP_TIMEOUT);
    }

    /** The same, with another time to wait for every answer and between SIGTERM and SIGKILL. */
    static void stop(DataDirectory directory, Duration patience) {
        ProcessHandle.allProcesses()
                .filter(process -> runsOn(directory, process))
                .toList()
                .forEach(process -> stop(process, directory, patience));
        stopListener(directory.socket(), patience);
    }

    /** False also for a process that has ended but waits for its parent: it has no command line any more. */
    private static boolean runsOn(DataDirectory directory, ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        List<String> arguments = info.arguments().map(List::of).orElse(List.of());
        return !arguments.isEmpty()
                && arguments.get(0).equals(directory.conf().toString())
                && info.command().filter(Orphans::isServer).isPresent();
    }

    /** Debian's redis-server is a link to redis-check-rdb, and the kernel gives that name. */
    private static boolean isServer(String command) {
        String name = Path.of(command).getFileName().toString();
        return name.startsWith("redis-") || name.startsWith("valkey-");
    }

    /**
     * Every ack is on disk before it is sent, so even SIGKILL, for a suspended server, loses nothing that was acked.
     */
    private static void stop(ProcessHandle process, DataDirectory directory, Duration patience) {
        LOG.warning(() -> "Stopping redis-server (process " + process.pid() + "), left behind on " + directory.root());
        process.destroy();
        if (Wait.until(patience, () -> !runsOn(directory, process))) {
            return;
        }
        LOG.warning(() -> "redis-server (process " + process.pid() + ") ignores SIGTERM: killing it");
        process.destroyForcibly();
        if (!Wait.until(patience, () -> !runsOn(directory, process))) {
            throw new EmbeddedRedisException("redis-server (process " + process.pid() + ") runs on " + directory.root()
                    + " and cannot be stopped: stop it, then start again");
        }
    }

    private static void stopListener(Path socket, Duration patience) {
        if (!listens(socket, patience)) {
            return;
        }
        LOG.warning(() -> "Asking the server on " + socket + " to shut down");
        try {
            RespClient.ask(socket, patience, "SHUTDOWN NOSAVE");
        } catch (IOException e) {
            LOG.fine(() -> "It closed the connection, as it should: " + e.getMessage());
        }
        if (!Wait.until(patience, () -> !listens(socket, patience))) {
            throw new EmbeddedRedisException(
                    "A process that cannot be found or does not answer listens on " + socket + ": stop it, then start");
        }
    }

    /** Anything but a clear no counts as yes. */
    private static boolean listens(Path socket, Duration patience) {
        if (!Files.exists(socket)) {
            return false;
        }
        try {
            RespClient.ask(socket, patience, "PING");
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
