package org.livetally.redis.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.livetally.testing.Await;

/** Processes that the tests start, and signals to them. */
public final class Processes {
    private Processes() {}

    /** A JVM of its own that runs {@link EmbeddedRedis} on the directory until it is killed or told to close. */
    record OtherJvm(Process process, long redisPid) implements AutoCloseable {
        static OtherJvm serving(Path dataDir) throws IOException {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String classPath = System.getProperty("java.class.path");
            Process process = new ProcessBuilder(
                            java, "-cp", classPath, OtherJvmMain.class.getName(), dataDir.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = process.inputReader();
            return new OtherJvm(process, Long.parseLong(output.readLine()));
        }

        /** As the kernel does when memory runs out: the JVM cannot tidy up. */
        void killed() {
            process.destroyForcibly();
            Await.until("the other JVM is gone", () -> !process.isAlive());
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** Main class of {@link OtherJvm}: prints the pid of its server and stays. */
    static final class OtherJvmMain {
        private OtherJvmMain() {}

        public static void main(String[] args) throws IOException {
            try (EmbeddedRedis redis = EmbeddedRedis.start(Path.of(args[0]))) {
                System.out.println(redis.pid());
                // Ends when the test closes the pipe, which happens at the latest when the test ends.
                System.in.read();
            }
        }
    }

    /** SIGSTOP: the process exists, holds its socket, and does nothing, not even end. */
    public static void suspend(long pid) throws Exception {
        int exit = new ProcessBuilder(List.of("kill", "-STOP", Long.toString(pid)))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new AssertionError("kill -STOP " + pid + " failed");
        }
    }

    /** SIGKILL. */
    public static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Whether it runs; a process that has ended and waits for its parent does not. */
    static boolean isRunning(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .isPresent();
    }

    /** Whether any process has the directory in its command line. */
    static boolean anyRunsOn(Path dataDir) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().arguments().stream())
                .flatMap(Arrays::stream)
                .anyMatch(argument -> argument.startsWith(dataDir.toString()));
    }
}
