package org.livetally.redis.embedded;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * The kind of machine that a program is built for.
 *
 * @param os {@code linux}, {@code mac os x}, …
 * @param arch {@code amd64} or {@code arm64}, otherwise the JDK's name for it
 */
record Machine(String os, String arch) {

    static Machine current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** Made from the JDK's system properties {@code os.name} and {@code os.arch}. */
    static Machine of(String osName, String osArch) {
        String arch = switch (osArch) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> osArch;
        };
        return new Machine(osName.toLowerCase(Locale.ROOT), arch);
    }

    /** Bytes of memory that this machine has, or the container that the program runs in. */
    static long memory() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
    }

    @Override
    public String toString() {
        return os + " " + arch;
    }
}
