package org.livetally.cli;

import io.vertx.core.Future;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.livetally.app.Auditor;
import org.livetally.ledger.replay.Audit;
import org.livetally.scenario.CampaignScript;
import org.livetally.scenario.Figure;
import org.livetally.scenario.Figure.Difference;
import org.livetally.scenario.Scenario;
import org.livetally.scenario.ScenarioPlayer;
import org.livetally.scenario.StoryClock;
import org.livetally.scenario.StreamScript;
import org.livetally.scenario.events.Scenarios;
import org.livetally.settings.RedisAddress;

/** {@code livetally demo --scenario}: events as they were reported, played and compared with their figures. */
final class ScenarioDemo {
    private static final String ALL = "all";
    /** Whatever an event took, it is told as if it had been an hour. */
    private static final Duration TOLD = Duration.ofHours(1);

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ROOT).withZone(ZoneId.of("Asia/Shanghai"));

    private final Printer out;
    private final double speed;

    ScenarioDemo(Printer out, double speed) {
        this.out = out;
        this.speed = speed;
    }

    /** Prints a line. */
    @FunctionalInterface
    interface Printer {
        void say(String format, Object... values);
    }

    /** The scenarios that are meant; none if nothing is named so. */
    static List<String> names(String name) {
        return Scenarios.names().stream()
                .filter(one -> name.equals(ALL) || name.equals(one))
                .toList();
    }

    void list() {
        Scenarios.names()
                .forEach(name -> out.say("%-22s%s", name, Scenarios.of(name).story()));
    }

    /**
     * Plays one after another, up to the first one whose figures differ; returns whether all are as reported.
     *
     * @param redis the server's; null for its own
     */
    boolean play(List<String> names, ServerProcess running, StoryClock clock, @Nullable RedisAddress redis)
            throws Exception {
        RedisAddress address = redis == null ? new RedisAddress(running.server().redisUri()) : redis;
        ScenarioPlayer player = new ScenarioPlayer(running.server().vertx(), running.address(), clock, this::progress);
        out.say("Ctrl-C ends the demo.");
        for (String name : names) {
            if (!play(Scenarios.of(name), player, running, address)) {
                return false;
            }
        }
        return true;
    }

    private boolean play(Scenario scenario, ScenarioPlayer player, ServerProcess running, RedisAddress redis)
            throws Exception {
        links(scenario, running.address());
        ServerProcess.await(player.play(scenario, Duration.ofMillis((long) (TOLD.toMillis() / speed))));
        List<Difference> differences = ServerProcess.await(player.compare(scenario.figures()));
        ServerProcess.await(player.end(scenario));
        for (Figure figure : scenario.reported()) {
            out.say("  %,18d  %s", figure.value(), figure.story());
        }
        for (Difference difference : differences) {
            out.say("  DIFFERS: %s", difference);
        }
        long found = 0;
        for (StreamScript stream : scenario.streams()) {
            found += found(Auditor.audit(running.server().vertx(), redis, stream.id()));
        }
        for (CampaignScript campaign : scenario.campaigns()) {
            found += found(Auditor.auditCampaigns(
                    running.server().vertx(), new Auditor.Data(redis), campaign.id(), said -> {}));
        }
        boolean asReported = differences.isEmpty() && found == 0;
        out.say("scenario %s: figures %s", scenario.name(), asReported ? "as reported" : "NOT as reported");
        return asReported;
    }

    /** Prints the result of an audit; returns the number of differences. */
    private long found(Future<List<Audit.Report>> audit) throws Exception {
        long found = 0;
        for (Audit.Report report : ServerProcess.await(audit)) {
            out.say(
                    "  audit of %s: %,d messages, %d tallies, %d differences",
                    report.stream(), report.messages(), report.tallies(), report.found());
            found += report.found();
        }
        return found;
    }

    private void links(Scenario scenario, URI base) {
        out.say("");
        out.say("scenario %s: %s", scenario.name(), scenario.story());
        for (CampaignScript campaign : scenario.campaigns()) {
            out.say("  campaign  %sboard/@%s  %s", base, campaign.id(), campaign.title());
        }
        for (StreamScript stream : scenario.streams()) {
            out.say(
                    "  board     %sboard/%s  %s",
                    base, stream.id(), stream.settings().title());
            if (!stream.groups().isEmpty()) {
                out.say("  groups    %sboard/%s?view=groups", base, stream.id());
            }
        }
    }

    private void progress(Instant now, long orders, long gmv) {
        out.say("  %s: %,d orders, %,.2f yuan", MOMENT.format(now), orders, BigDecimal.valueOf(gmv, 2));
    }
}
