package org.livetally.app;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.livetally.access.RepeatedActs;
import org.livetally.archive.ArchivedLedgers;
import org.livetally.archive.Archives;
import org.livetally.boards.Boards;
import org.livetally.http.guard.Budgets;
import org.livetally.http.guard.ConnectionLimit;
import org.livetally.http.site.Site;
import org.livetally.intake.files.ImportSlot;
import org.livetally.metrics.Exposition;
import org.livetally.metrics.Metrics;
import org.livetally.reports.Reports;
import org.livetally.screens.ReplayScreens;
import org.livetally.settings.Settings;

/**
 * What the event loops of a node share. All of it is thread-safe.
 *
 * @param id of this run of the node
 * @param secrets of tokens; empty if no tokens are required
 * @param clock the time of streams
 * @param replays the past of boards
 * @param strangers what strangers may use
 * @param imports the place of its one import of a file
 * @param reports counted on an event loop of their own
 * @param archiving what it archives and has archived
 */
record Node(
        String id,
        Settings settings,
        List<String> secrets,
        InstantSource clock,
        NodeRedis redis,
        Boards boards,
        ReplayScreens.Source replays,
        Site site,
        Strangers strangers,
        Measures measures,
        ImportSlot imports,
        Reports reports,
        Archiving archiving) {

    /** What the event loops of a node share as protection against strangers. */
    record Strangers(ConnectionLimit connections, Budgets budgets, RepeatedActs refused) {}

    /**
     * What the event loops of a node share for monitoring.
     *
     * @param reading completes when the figures of Redis for /metrics were read
     * @param warnings what an operator should know of a node that is ready, each as a sentence
     */
    record Measures(
            Metrics metrics, Exposition exposition, Supplier<Future<Void>> reading, Supplier<List<String>> warnings) {}

    /**
     * What the event loops of a node share of archived streams.
     *
     * @param ledgers the files that it reads
     */
    record Archiving(Archives archives, ArchivedLedgers ledgers) {}

    /** Without the secrets. */
    @Override
    public String toString() {
        return "node " + id;
    }

    Metrics metrics() {
        return measures.metrics;
    }
}
