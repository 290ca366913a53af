package org.livetally.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What this JVM and every process that it starts do to the files of a directory, system call by system call, with the
 * bytes; recorded by strace.
 */
public final class DiskTrace implements AutoCloseable {
    private static final String CALLS = "open,openat,creat,write,pwrite64,writev,fsync,fdatasync,ftruncate,"
            + "rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat";
    private static final Pattern LINE =
            Pattern.compile("(\\d+)\\.(\\d{6}) (\\w+)\\((.*)\\) += (-?\\d+)(?:<[^>]*>)?(?: .*)? <(\\d+)\\.(\\d{6})>");
    private static final Pattern TEXT = Pattern.compile("<((?:\\\\x[0-9a-f]{2})*)>|\"((?:\\\\x[0-9a-f]{2})*)\"");
    private static final long MICROS = 1_000_000;
    /** What the names of Redis' files hold, as strace writes it. */
    private static final String AOF = hex("appendonly");

    private static final String REWRITTEN = hex("temp-rewriteaof");

    /**
     * A call that ended.
     *
     * @param start epoch, microseconds
     * @param end the same
     * @param name of the system call
     * @param options what stands between its texts, such as flags
     * @param texts paths, of file descriptors too, and bytes, in order
     * @param result as the kernel gave it
     */
    public record Call(long start, long end, String name, String options, List<byte[]> texts, long result) {}

    private final Process strace;
    private final Path directory;

    private DiskTrace(Process strace, Path directory) {
        this.strace = strace;
        this.directory = directory;
    }

    /** Records from now on. */
    public static DiskTrace start() throws IOException {
        SlowFsync.assumePossible();
        Path directory = Files.createTempDirectory("livetally-trace");
        Process strace = new ProcessBuilder(
                        "/usr/bin/strace",
                        "-ff",
                        "-ttt",
                        "-T",
                        "-y",
                        "-xx",
                        "-s",
                        "100000000",
                        "-e",
                        "trace=" + CALLS,
                        "-e",
                        "signal=none",
                        "-o",
                        directory.resolve("calls").toString(),
                        "-p",
                        Long.toString(ProcessHandle.current().pid()))
                .redirectErrorStream(true)
                .start();
        BufferedReader output = strace.inputReader();
        String line = output.readLine();
        if (line == null || !line.contains("attached")) {
            throw new AssertionError("strace cannot attach: " + line);
        }
        TestRedis.drain(output);
        return new DiskTrace(strace, directory);
    }

    /** Ends the recording, and returns the calls on Redis' AOF, and the fsyncs of the directory, in the order in which they began. */
    public List<Call> end(Path of) throws IOException {
        stop();
        List<Call> calls = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                    lines.filter(line -> isOfRedis(line) || isFsyncOf(of, line))
                            .map(LINE::matcher)
                            .filter(Matcher::matches)
                            .forEach(line -> calls.add(call(line)));
                }
            }
        }
        calls.sort(Comparator.comparingLong(Call::start));
        return calls;
    }

    private static boolean isOfRedis(String line) {
        return line.contains(AOF) || line.contains(REWRITTEN);
    }

    private static boolean isFsyncOf(Path directory, String line) {
        return line.contains("sync(") && line.contains(hex(directory.toString()) + '>');
    }

    private static String hex(String text) {
        StringBuilder hex = new StringBuilder();
        text.chars().forEach(each -> hex.append(String.format("\\x%02x", each)));
        return hex.toString();
    }

    private static Call call(Matcher line) {
        long start = Long.parseLong(line.group(1)) * MICROS + Long.parseLong(line.group(2));
        long took = Long.parseLong(line.group(6)) * MICROS + Long.parseLong(line.group(7));
        List<byte[]> texts = TEXT.matcher(line.group(4))
                .results()
                .map(text -> bytes(text.group(1) == null ? text.group(2) : text.group(1)))
                .toList();
        String options = TEXT.matcher(line.group(4)).replaceAll("");
        return new Call(start, start + took, line.group(3), options, texts, Long.parseLong(line.group(5)));
    }

    private static byte[] bytes(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length() / 4);
        for (int i = 2; i < escaped.length(); i += 4) {
            bytes.write(Integer.parseInt(escaped, i, i + 2, 16));
        }
        return bytes.toByteArray();
    }

    private void stop() {
        strace.destroy(); // SIGTERM: it detaches
        try {
            assertTrue(strace.waitFor(20, TimeUnit.SECONDS), "strace has gone");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
