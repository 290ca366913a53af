package org.livetally.acceptance;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.livetally.Main;
import org.livetally.testing.Await;

/**
 * The program as bin/livetally runs it: a process of its own, observed by its output and exit code. It lives for
 * seconds, in which the second compiler takes more than it gives, so it has one, as a demo has.
 */
public final class Program implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms320m",
            "-Xmn128m",
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8");
    private static final Pattern ADDRESS = Pattern.compile("http://[0-9.]+:[0-9]+/");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Duration LONGEST = Duration.ofSeconds(100);
    private static final long LAST_PATIENCE_S = 20;

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread listener = new Thread(this::listen, "output of the program");

    private Program(Process process) {
        this.process = process;
    }

    public static Program start(String... args) {
        return start(List.of(), args);
    }

    /** The same with no more heap than this, as {@code -Xmx} takes it. */
    public static Program startWithHeap(String heap, String... args) {
        return start(List.of("-Xms16m", "-Xmn8m", "-Xmx" + heap), args);
    }

    /** The same with temporary files in this directory. */
    public static Program startWithTemporaryFiles(String directory, String... args) {
        return start(List.of("-Djava.io.tmpdir=" + directory), args);
    }

    /** The same in this environment. */
    public static Program startIn(Map<String, String> environment, String... args) {
        return start(List.of(), environment, args);
    }

    /** The same, by a command that runs another one. */
    public static Program startBy(List<String> before, String... args) {
        return start(before, List.of(), Map.of(), args);
    }

    private static Program start(List<String> flags, String... args) {
        return start(flags, Map.of(), args);
    }

    private static Program start(List<String> flags, Map<String, String> environment, String... args) {
        return start(List.of(), flags, environment, args);
    }

    private static Program start(
            List<String> before, List<String> flags, Map<String, String> environment, String... args) {
        List<String> command = new ArrayList<>(before);
        if (Files.exists(Path.of("/proc/self"))) {
            // A shell in the background ignores SIGINT, and so do its children unless told otherwise.
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        if (args[0].equals("audit")) {
            command.addAll(List.of("nice", "-n", "10"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(args));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Program program = new Program(builder.start());
            program.listener.setDaemon(true);
            program.listener.start();
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try (BufferedReader out = process.inputReader()) {
            out.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("(" + e + ")");
        }
    }

    /** Waits until it prints a line with this text, which may be at the end of a whole demo. */
    public String line(String text) {
        Predicate<String> wanted = line -> line.contains(text);
        Await.until(
                "the program prints '" + text + "'",
                LONGEST,
                () -> lines.stream().anyMatch(wanted)
                        || (!process.isAlive() && lines.stream().noneMatch(wanted)));
        return lines.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the program ended without '" + text + "':\n" + output()));
    }

    /** The address it serves, from the first link that it prints. */
    public URI address() {
        Matcher link = ADDRESS.matcher(line("http://"));
        if (!link.find()) {
            throw new AssertionError(output());
        }
        return URI.create(link.group());
    }

    /** The board of a stream as a screen gets it. */
    public JsonObject board(String stream) {
        try {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(address().resolve("api/boards/" + stream))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.statusCode() + ": " + answer.body());
            }
            return new JsonObject(answer.body()).getJsonObject("board");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no board of " + stream + "; the program said:\n" + output(), e);
        }
    }

    /** Sends a signal, by its name without SIG. */
    public void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError("kill -" + name + " exited " + exit);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Its exit code, once its output was read; fails if it still runs after this time. */
    public int exitWithin(long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError("still running after " + seconds + " s:\n" + output());
            }
            listener.join(TimeUnit.SECONDS.toMillis(LAST_PATIENCE_S));
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public String output() {
        return String.join("\n", lines);
    }

    /** Other processes that work in the directory or name it in their command line. */
    public List<ProcessHandle> othersOn(Path directory) {
        return on(directory).stream()
                .filter(other -> other.pid() != process.pid())
                .toList();
    }

    public static List<ProcessHandle> on(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(other -> worksIn(other, directory) || names(other, directory))
                .toList();
    }

    private static boolean names(ProcessHandle process, Path directory) {
        String command = process.info().command().orElse("");
        return (command + " " + process.info().commandLine().orElse("")).contains(directory.toString());
    }

    private static boolean worksIn(ProcessHandle process, Path directory) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .startsWith(directory);
        } catch (IOException e) {
            return false; // it has ended, or there is no /proc
        }
    }

    /** Ends it in order if it still runs: a kill would leave its Redis behind. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LAST_PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
