package org.livetally.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.livetally.testing.Await;

/** Signals to the Redis of a data directory. */
public final class Signals {
    private Signals() {}

    /** The process id of the server that runs on the directory now; waits for one. */
    public static long redisOn(Path dataDir) {
        Await.until("a Redis runs on " + dataDir, () -> pid(dataDir) > 0 && isRunning(pid(dataDir)));
        return pid(dataDir);
    }

    /** Sends {@code STOP}, {@code CONT}, … to a process. */
    public static void send(String name, long pid) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError("kill -" + name + " " + pid + " exited " + exit);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Kills it as the kernel does when memory runs out, and waits until it has ended. */
    static void kill(long pid) {
        send("KILL", pid);
        Await.until("process " + pid + " is gone", () -> !isRunning(pid));
    }

    private static long pid(Path dataDir) {
        try {
            String text = Files.readString(dataDir.resolve("redis.pid")).strip();
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (IOException e) {
            return 0;
        }
    }

    private static boolean isRunning(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .isPresent();
    }
}
