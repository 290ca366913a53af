package org.livetally.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * A redis-server in the jar (from com.github.lansheng228:embedded-redis; static, so that it runs on any Linux). Its
 * builds for macOS are not used: the arm64 one is for x86_64.
 *
 * @param resource name on the class path
 * @param sha256 of its content
 */
record PackagedRedis(String resource, String sha256) {
    private static final String VERSION = "7.0.9";

    private static final Map<String, String> SHA256_BY_ARCH = Map.of(
            "amd64", "de2b4cbcd7e52bacb778c157266f003c5e4c797104cdeeeb52214addff8bf1bb",
            "arm64", "9046512dae535cfcfed679dc6c618e8331667bc710b4cd96d3d4880eb4b7ee73");

    /** Empty if none runs on the machine. */
    static Optional<PackagedRedis> of(Machine machine) {
        return machine.os().equals("linux")
                ? Optional.ofNullable(SHA256_BY_ARCH.get(machine.arch()))
                        .map(sha256 ->
                                new PackagedRedis("redis-server-" + VERSION + "-linux-" + machine.arch(), sha256))
                : Optional.empty();
    }

    /** Puts the program into the directory, unless it is there and whole. */
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
            return packaged.readAllBytes();
        }
    }
}
