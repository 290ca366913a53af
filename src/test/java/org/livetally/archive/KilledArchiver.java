package org.livetally.archive;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.livetally.archive.ArchiveProgress.Step;
import org.livetally.redis.client.RedisLink;
import org.livetally.testing.TestRedis;

/** A process that archives a stream and is killed when it begins a step. */
final class KilledArchiver {
    private static final long TIMEOUT_S = 60;

    private KilledArchiver() {}

    /** Runs it, to its end. */
    static void kill(String stream, Path directory, Step at) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledArchiver.class.getName(),
                        TestRedis.uri(),
                        stream,
                        directory.toString(),
                        at.name()))
                .inheritIO()
                .start();
        if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("it did not come to " + at);
        }
        if (process.exitValue() != 1) {
            throw new IllegalStateException("it ended with " + process.exitValue() + " before " + at);
        }
    }

    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        Step last = Step.valueOf(args[3]);
        vertx.runOnContext(loop -> {
            RedisLink redis = RedisLink.open(vertx, args[0]);
            ArchiveDirectory directory = new ArchiveDirectory(Path.of(args[2]));
            boolean[] begun = {false};
            redis.onConnected(() -> {
                if (!begun[0]) {
                    begun[0] = true;
                    new Archiver(redis, directory, "test", InstantSource.system())
                            .archive(args[1], progress -> {
                                if (progress.step() == last) {
                                    Runtime.getRuntime().halt(1);
                                }
                            })
                            .onComplete(done -> Runtime.getRuntime().halt(2));
                }
            });
        });
    }
}
