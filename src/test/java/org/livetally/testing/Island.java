package org.livetally.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.livetally.testing.RedisProcess.Host;

/**
 * Programs in a network of their own, with one cable to this machine, the mainland, that can be cut: then both sides hear
 * nothing from each other any more, and go on. Over a second cable only the test talks to them.
 */
public final class Island implements AutoCloseable {
    private static final List<Path> IP = List.of(Path.of("/usr/sbin/ip"), Path.of("/sbin/ip"), Path.of("/usr/bin/ip"));
    /** Of the networks that are reserved for measurements between two of them. */
    private static final String DATA = "198.18.%d.%d";

    private static final String TEST = "198.19.%d.%d";

    private final int number = ThreadLocalRandom.current().nextInt(1, 255);
    private final String name = "lt-" + ProcessHandle.current().pid() % 1_000_000 + "-" + number;
    private final String bridge = "ltb" + suffix();
    private final String cable = "ltd" + suffix();
    private final String testCable = "ltt" + suffix();

    private Island() {}

    private String suffix() {
        return name.substring("lt".length());
    }

    /** The reason why there cannot be one; empty if there can. */
    public static String whyNot() {
        if (IP.stream().noneMatch(Files::isExecutable)) {
            return "iproute2 is not installed";
        }
        try (Island island = new Island()) {
            island.build();
            return "";
        } catch (AssertionError e) {
            return "networks cannot be made here: " + e.getMessage();
        }
    }

    public static Island make() {
        Island island = new Island();
        try {
            island.build();
            return island;
        } catch (AssertionError e) {
            island.close();
            throw e;
        }
    }

    private void build() {
        ip("netns", "add", name);
        ip("link", "add", bridge, "type", "bridge");
        join(cable, "data");
        ip("link", "set", cable, "master", bridge);
        join(testCable, "test");
        ip("address", "add", mainlandAddress() + "/24", "dev", bridge);
        ip("address", "add", TEST.formatted(number, 2) + "/24", "dev", testCable);
        inside("address", "add", host().address() + "/24", "dev", "data");
        inside("address", "add", reachedAt() + "/24", "dev", "test");
        Stream.of(bridge, cable, testCable).forEach(link -> ip("link", "set", link, "up"));
        Stream.of("lo", "data", "test").forEach(link -> inside("link", "set", link, "up"));
    }

    private void join(String here, String there) {
        ip("link", "add", here, "type", "veth", "peer", "name", there, "netns", name);
    }

    /** From now on what either side sends to the other is lost. */
    public void cut() {
        ip("link", "set", cable, "down");
    }

    public void heal() {
        ip("link", "set", cable, "up");
    }

    Host host() {
        return new Host(DATA.formatted(number, 1), reachedAt(), before());
    }

    Host mainland() {
        return new Host(mainlandAddress(), mainlandAddress(), List.of());
    }

    private String mainlandAddress() {
        return DATA.formatted(number, 2);
    }

    /** The address by which the test reaches it, always. */
    public String reachedAt() {
        return TEST.formatted(number, 1);
    }

    /** The words before a command that has it run there. */
    public List<String> before() {
        return List.of(program(), "netns", "exec", name);
    }

    private void inside(String... command) {
        List<String> all = new ArrayList<>(List.of("-n", name));
        all.addAll(List.of(command));
        ip(all.toArray(String[]::new));
    }

    private static String program() {
        return IP.stream().filter(Files::isExecutable).findFirst().orElseThrow().toString();
    }

    private static void ip(String... command) {
        List<String> all = new ArrayList<>(List.of(program()));
        all.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", all) + ": " + said.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Removes it; what runs there must have ended. Half of one, too. */
    @Override
    public void close() {
        for (String[] each : List.of(
                new String[] {"link", "delete", testCable},
                new String[] {"link", "delete", cable},
                new String[] {"link", "delete", bridge},
                new String[] {"netns", "delete", name})) {
            try {
                ip(each);
            } catch (AssertionError gone) {
                continue; // was never made
            }
        }
    }
}
