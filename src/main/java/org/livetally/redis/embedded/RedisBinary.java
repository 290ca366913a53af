package org.livetally.redis.embedded;

import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The server program to run: {@code redis-server} or {@code valkey-server} on the PATH, which the operator's system
 * keeps up to date; otherwise the one packaged in the jar.
 *
 * @param version as the program tells it, for example {@code 7.0.15}
 */
record RedisBinary(Path executable, String version) {
    private static final Logger LOG = Logger.getLogger(RedisBinary.class.getName());

    /**
     * Older ones keep the append-only file in one piece, which {@link AofTail} does not repair, and cannot read the
     * data of newer ones.
     */
    private static final ServerVersion OLDEST = new ServerVersion(7, 0, 0);

    /** Throws if there is none for this machine; the message says how to get one. */
    static RedisBinary find(DataDirectory directory) {
        return find(directory, SearchPath.ofThisProcess(), Machine.current());
    }

    static RedisBinary find(DataDirectory directory, SearchPath path, Machine machine) {
        return onPath(path)
                .or(() -> PackagedRedis.of(machine).map(packaged -> packaged.extract(directory.binaries())))
                .orElseThrow(() -> new EmbeddedRedisException("No redis-server fits this machine (" + machine
                        + ", version " + OLDEST + " or newer): run `brew install redis` (macOS) or"
                        + " `apt-get install redis-server`, or give --redis-uri"));
    }

    private static Optional<RedisBinary> onPath(SearchPath path) {
        return Stream.of("redis-server", "valkey-server")
                .flatMap(path::all)
                .flatMap(program -> ifNewEnough(program).stream())
                .findFirst();
    }

    private static Optional<RedisBinary> ifNewEnough(Path program) {
        Optional<ServerVersion> version = ServerVersion.of(program);
        if (version.filter(found -> found.compareTo(OLDEST) >= 0).isEmpty()) {
            String found = version.map(ServerVersion::toString).orElse("unknown");
            LOG.info(() -> "Not used: " + program + ", version " + found + ", need " + OLDEST + " or newer");
            return Optional.empty();
        }
        return version.map(found -> new RedisBinary(program, found.toString()));
    }

    @Override
    public String toString() {
        return executable + " " + version;
    }
}
