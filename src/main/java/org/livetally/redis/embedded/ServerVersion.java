package org.livetally.redis.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version in a program's answer to {@code --version}. */
record ServerVersion(int major, int minor, int patch) implements Comparable<ServerVersion> {
    private static final Logger LOG = Logger.getLogger(ServerVersion.class.getName());

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_ANSWER = 1024;

    /** {@code Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=…}; Valkey prints the same. */
    private static final Pattern ANSWER = Pattern.compile("\\bv=(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})");

    private static final Comparator<ServerVersion> ORDER = Comparator.comparingInt(ServerVersion::major)
            .thenComparingInt(ServerVersion::minor)
            .thenComparingInt(ServerVersion::patch);

    /** Empty if the program does not run here, does not answer in time, or is not Redis. */
    static Optional<ServerVersion> of(Path program) {
        try {
            return parse(run(program));
        } catch (IOException e) {
            LOG.log(Level.FINE, e, () -> "Cannot run " + program);
            return Optional.empty();
        }
    }

    static Optional<ServerVersion> parse(String answer) {
        Matcher matcher = ANSWER.matcher(answer);
        return matcher.find()
                ? Optional.of(new ServerVersion(number(matcher, 1), number(matcher, 2), number(matcher, 3)))
                : Optional.empty();
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static String run(Path program) throws IOException {
        Process process = new ProcessBuilder(program.toString(), "--version")
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream output = process.getInputStream()) {
            // The answer fits into the pipe's buffer, so it can be read after the process has ended.
            boolean ended = Wait.until(TIMEOUT, () -> !process.isAlive());
            return ended ? new String(output.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8) : "";
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public int compareTo(ServerVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
