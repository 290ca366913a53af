package org.livetally.redis.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.livetally.domain.Sha256;

/**
 * A redis-server in the jar, from org.signal:embedded-redis, which Signal builds for its own tests: linked statically
 * on Linux, so that it runs on any distribution, and one for each processor of macOS.
 *
 * @param resource name on the class path
 * @param sha256 of its content
 */
record PackagedRedis(String resource, String sha256) {
    private static final String VERSION = "7.0.15";

    /** By system and processor, as in the names of the resources. */
    private static final Map<String, String> SHA256_BY_MACHINE = Map.of(
            "linux-amd64", "c0cdeef856b3410fd99d6ec6fc6a20302e69059b00ce5d6abab7b3e5069ea91e",
            "linux-arm64", "d5c7ff117caf45d7dc2f59c1f956e1830438779947d66aa5647c2cdcc16eca50",
            "darwin-amd64", "e22a3d9147802bba0724efb2e446c49e1e514e76ff8031bb6d44b8628400d8f3",
            "darwin-arm64", "07838a2eb6f5961c89d8e6f1f83482de355dfc6bb04e05bfb00ae1f137dee129");

    /** Empty if none runs on the machine. */
    static Optional<PackagedRedis> of(Machine machine) {
        String name = (machine.os().equals("mac os x") ? "darwin" : machine.os()) + "-" + machine.arch();
        return Optional.ofNullable(SHA256_BY_MACHINE.get(name))
                .map(sha256 -> new PackagedRedis("redis-server-" + VERSION + "-" + name, sha256));
    }

    /** Writes the program to the directory, unless it is there and complete. Its content is checked in either case. */
    RedisBinary extract(Path directory) {
        Path program = directory.resolve("redis-server-" + VERSION);
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (!isWhole(program)) {
                AtomicFile.write(program, "rwx------", content());
            }
        } catch (IOException e) {
            throw new EmbeddedRedisException("Cannot put redis-server into " + directory + ": " + e, e);
        }
        return new RedisBinary(program, VERSION);
    }

    private boolean isWhole(Path program) throws IOException {
        return Files.isExecutable(program)
                && Sha256.hex(Files.readAllBytes(program)).equals(sha256);
    }

    private byte[] content() throws IOException {
        try (InputStream packaged = PackagedRedis.class.getResourceAsStream("/" + resource)) {
            if (packaged == null) {
                throw new EmbeddedRedisException(resource + " is missing in this build: install a redis-server 7.0 or"
                        + " newer, or give --redis-uri");
            }
            byte[] content = packaged.readAllBytes();
            String found = Sha256.hex(content);
            if (!found.equals(sha256)) {
                throw new EmbeddedRedisException(
                        resource + " in the jar is not the program that it was built with, and is"
                                + " not run: its SHA-256 is " + found + ", not " + sha256
                                + ". Get the jar again, install a redis-server 7.0 or newer, or give --redis-uri");
            }
            return content;
        }
    }
}
