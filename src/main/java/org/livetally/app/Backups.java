package org.livetally.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.livetally.acts.ActLog;
import org.livetally.archive.ArchiveAudit;
import org.livetally.backup.Backup;
import org.livetally.backup.BackupManifest;
import org.livetally.backup.BackupManifest.BackedUpStream;
import org.livetally.backup.Restore;
import org.livetally.ledger.replay.Audit;
import org.livetally.redis.client.Restoring;
import org.livetally.settings.RedisAddress;

/** Backs up and restores all that a Redis holds, whether or not a server uses it. */
public final class Backups {
    private Backups() {}

    /**
     * What a restored Redis holds.
     *
     * @param audits of its streams
     */
    public record Restored(BackupManifest manifest, List<Audit.Report> audits) {
        /** Whether the audits found nothing, and each ledger ends where the backup says. */
        public boolean isRight() {
            return audits.stream().allMatch(audit -> audit.found() == 0) && others().isEmpty();
        }

        /** The streams whose ledgers are not those of the backup. */
        public List<BackedUpStream> others() {
            return manifest.streams().stream()
                    .filter(stream -> stream.messages() > 0)
                    .filter(stream -> audits.stream().noneMatch(audit -> isOf(stream, audit)))
                    .toList();
        }

        private static boolean isOf(BackedUpStream stream, Audit.Report audit) {
            return audit.stream().equals(stream.stream()) && stream.seal().equals(audit.seal());
        }
    }

    /** Makes a backup beside whatever uses the Redis. */
    public static Future<BackupManifest> back(Vertx vertx, RedisAddress address, Plan plan, Consumer<String> progress) {
        return OneOffRedis.to(
                address,
                vertx,
                "nothing was backed up",
                redis -> Backup.run(
                        vertx,
                        redis,
                        new Backup.Plan(plan.directory, plan.secrets, plan.archives, Livetally.version()),
                        progress));
    }

    /**
     * Where a backup goes.
     *
     * @param secrets whether secrets of connectors and targets are in it
     * @param archives the directory of archived streams' files
     */
    public record Plan(Path directory, boolean secrets, Path archives) {}

    /** Restores a backup into an empty Redis, and audits it. */
    public static Future<Restored> restore(
            Vertx vertx, RedisAddress address, Path directory, Consumer<String> progress) {
        Auditor.Data data = new Auditor.Data(address);
        return OneOffRedis.toRestore(
                address,
                vertx,
                redis -> new ActLog(redis)
                        .command("restore", Restore.run(vertx, redis, directory, progress))
                        .compose(manifest -> Auditor.audit(redis, data, null, new ArchiveAudit.Asked(null, progress))
                                .map(audits -> new Restored(manifest, audits)))
                        .compose(restored -> restored.isRight()
                                ? Restoring.open(redis).map(restored)
                                : Future.succeededFuture(restored)));
    }
}
