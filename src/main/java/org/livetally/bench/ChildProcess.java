package org.livetally.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java process of the benchmark, with the flags and classes of this one. It ends when this is closed. */
final class ChildProcess implements AutoCloseable {
    private static final long STOP_S = 15;
    /** As the kernel cuts the names of threads off. */
    private static final Pattern COMPILER = Pattern.compile("\\(C[12] CompilerThre$");
    /** Fields of /proc/…/stat after the name, see proc(5): utime and stime. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;
    private static final long TICK_NANOS = 10_000_000;
    private static final long LOOK_NANOS = 20_000_000;
    /** The standard error of all children: their logs. */
    private static final Path LOG = log();

    private final Process process;
    private final BufferedReader out;

    private ChildProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static Path log() {
        try {
            Path log = Files.createTempFile("livetally-bench", ".log");
            log.toFile().deleteOnExit();
            return log;
        } catch (IOException e) {
            throw new BenchException(e);
        }
    }

    /** Starts the main class with these arguments. */
    static ChildProcess start(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        return Leftovers.start(() -> start(command), ChildProcess::close);
    }

    private static ChildProcess start(List<String> command) {
        try {
            return new ChildProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                    .start());
        } catch (IOException e) {
            throw new BenchException(e);
        }
    }

    /** Waits for the next line with this beginning; returns the rest of it. */
    String lineAfter(String beginning) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length()).trim();
                }
            }
        } catch (IOException e) {
            throw new BenchException(e);
        }
        throw new BenchException("a process of the benchmark ended before it said: " + beginning + "\n" + lastLogged());
    }

    private static String lastLogged() {
        try {
            List<String> lines = Files.readAllLines(LOG);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            throw new BenchException(e);
        }
    }

    /** Sends a line to its standard input. */
    void tell(String line) {
        try {
            OutputStream in = process.getOutputStream();
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new BenchException(e);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** The redis-server that it runs. */
    ProcessHandle redis() {
        return process.descendants()
                .filter(ChildProcess::isRedis)
                .findFirst()
                .orElseThrow(() -> new BenchException("the server runs no Redis of its own"));
    }

    /**
     * Waits until no Redis of the benchmark rewrites its file. That takes a processor for a second, now and then, which would
     * hit one side of a comparison; each side writes as much as the other, so that it owes as many rewrites.
     */
    static void awaitNoRewrite() {
        while (ProcessHandle.current()
                .descendants()
                .anyMatch(each -> isRedis(each)
                        && each.parent().filter(ChildProcess::isRedis).isPresent())) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static boolean isRedis(ProcessHandle process) {
        return process.info().command().orElse("").contains("redis");
    }

    /** User and system time of a process so far, in nanoseconds; the kernel counts in hundredths of a second. */
    static long cpuNanos(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new BenchException("process " + process.pid() + " is gone, or hides its CPU time"))
                .toNanos();
    }

    /**
     * The same of a Java process without its compilers, so that a figure says what the work costs, and not how long ago the process
     * began: for minutes they take as much as an order does. Linux only; elsewhere it is {@link #cpuNanos}.
     */
    static long workNanos(ProcessHandle process) {
        return nanos(process, COMPILER.asPredicate().negate());
    }

    /** The same of any process, with all its threads, as exact as the kernel tells it: most tell nanoseconds. */
    static long exactNanos(ProcessHandle process) {
        return nanos(process, name -> true);
    }

    private static long nanos(ProcessHandle process, Predicate<String> counts) {
        Path threads = Path.of("/proc/" + process.pid() + "/task");
        if (!Files.isDirectory(threads)) {
            return cpuNanos(process);
        }
        try (var all = Files.list(threads)) {
            return all.mapToLong(thread -> nanosOf(thread, counts)).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long nanosOf(Path thread, Predicate<String> counts) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            int nameEnd = stat.lastIndexOf(')');
            if (!counts.test(stat.substring(0, nameEnd))) {
                return 0;
            }
            Path exact = thread.resolve("schedstat");
            if (Files.exists(exact)) {
                return Long.parseLong(Files.readString(exact).split(" ")[0]);
            }
            String[] fields = stat.substring(nameEnd + 2).split(" ");
            return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) * TICK_NANOS;
        } catch (IOException e) {
            return 0; // it has ended meanwhile
        }
    }

    /** Resident memory of a process in bytes; Linux only. */
    static long residentBytes(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a Java process collect its garbage, with the JDK's own tool. */
    static void collectGarbage(ProcessHandle process) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process tool = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .start();
            tool.getInputStream().readAllBytes();
            if (tool.waitFor() != 0) {
                throw new BenchException("jcmd could not have process " + process.pid() + " collect its garbage");
            }
        } catch (IOException e) {
            throw new BenchException("memory is measured with a JDK, for its jcmd", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(handle()))
                        .toList();
                all.forEach(ProcessHandle::destroyForcibly);
                all.forEach(each -> each.onExit().join());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
