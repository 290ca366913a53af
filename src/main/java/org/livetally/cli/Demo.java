package org.livetally.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.livetally.scenario.DemoShop;
import org.livetally.scenario.Outcome;
import org.livetally.scenario.Player;
import org.livetally.scenario.Progress;
import org.livetally.scenario.ScaledClock;
import org.livetally.scenario.StoryClock;
import org.livetally.scenario.StreamScript;
import org.livetally.scenario.events.Naqu4500m;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code livetally demo}: the server, and the 4500-metre stream played to it through its public sockets. */
@Command(
        name = "demo",
        description = "Run the server and play it the 4500-metre stream: one hour, 10,231 viewers, 87,412 likes, "
                + "1,070,368.00 yuan.",
        mixinStandardHelpOptions = true)
final class Demo implements Callable<Integer> {
    private static final Duration BEFORE_THE_NEXT_ROUND = Duration.ofSeconds(20);

    @Mixin
    private ServerOptions options;

    @Option(
            names = "--speed",
            defaultValue = "60",
            description =
                    "Times real speed, from 1 (default: ${DEFAULT-VALUE}: the hour in a minute). A scenario of any "
                            + "length is told as if it had taken an hour.")
    private double speed;

    @Option(
            names = "--scenario",
            paramLabel = "NAME|all",
            description = "Play this event, or all, one after another, and compare what is shown with the figures as "
                    + "reported. Exits 1 if one differs.")
    private @Nullable String scenario;

    @Option(names = "--list-scenarios", description = "List the events that can be played.")
    private boolean listScenarios;

    @Option(names = "--loop", description = "Start over when the hour is over, from nothing, until Ctrl-C.")
    private boolean loop;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ScenarioDemo scenarios = new ScenarioDemo(this::say, speed);
        if (listScenarios) {
            scenarios.list();
            return ExitCode.OK;
        }
        check();
        return scenario == null ? demo() : scenarios(scenarios, scenario);
    }

    private int scenarios(ScenarioDemo scenarios, String name) throws Exception {
        StoryClock clock = new StoryClock();
        try (ServerProcess running = start(options.freePort(), clock)) {
            boolean asReported = scenarios.play(
                    ScenarioDemo.names(name), running, clock, options.redis().address());
            if (asReported) {
                running.untilStopped();
            }
            return asReported ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private int demo() throws Exception {
        // Only here: all commands are constructed, whichever is run, and to put the orders of an hour together takes a
        // moment.
        StreamScript script = Naqu4500m.script();
        int port = options.freePort();
        do {
            ScaledClock clock = new ScaledClock(InstantSource.system(), Duration.ofMillis(script.length()), speed);
            try (ServerProcess running = start(port, clock)) {
                port = running.server().port();
                play(script, running, clock);
                if (!loop) {
                    running.untilStopped();
                } else if (running.isStoppedWithin(BEFORE_THE_NEXT_ROUND)) {
                    return ExitCode.OK;
                }
            }
        } while (loop);
        return ExitCode.OK;
    }

    private void check() {
        boolean keeps = options.redis().isNamed();
        require(
                !options.settings(ServerOptions.PORT, ServerOptions.DATA_DIR).requiresTokens(),
                "the demo's clients have no tokens: listen on a loopback --host, or say --auth off");
        require(speed >= 1 && speed < Double.POSITIVE_INFINITY, "--speed must be a number from 1");
        require(
                scenario == null || !ScenarioDemo.names(scenario).isEmpty(),
                "--scenario: there is no " + scenario + "; take one of those that --list-scenarios lists, or all");
        require(!loop || scenario == null, "--loop plays the 4500-metre stream: it takes no --scenario");
        require(!loop || !keeps, "--loop starts from nothing each time: it takes no --data-dir and no --redis-uri");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private ServerProcess start(int port, InstantSource clock) throws Exception {
        if (options.redis().isNamed()) {
            return ServerProcess.start(options.settings(port, ServerOptions.DATA_DIR), clock, () -> {});
        }
        DemoDirectory directory = new DemoDirectory();
        return ServerProcess.start(options.settings(port, directory.path()), clock, directory::close);
    }

    private void play(StreamScript script, ServerProcess running, ScaledClock clock) throws Exception {
        printLinks(running.address());
        ServerProcess.await(running.server().vertx().deployVerticle(new DemoShop(running.address(), script.id())));
        Player player = new Player(running.server().vertx(), running.address(), script, speed, new Printer(clock));
        Outcome outcome = ServerProcess.await(player.play());
        if (outcome instanceof Outcome.Played played) {
            say("The hour is over after %.1f s.", played.took().toMillis() / 1000.0);
            say(played.figures());
        } else if (outcome instanceof Outcome.AlreadyPlayed already) {
            clock.begin(); // nothing to play: set the clock to the present
            say("The stream was played before; its figures stand.");
            say(already.figures());
        }
        say(
                loop ? "Starting over in %d s. Ctrl-C ends the demo." : "Ctrl-C ends the demo.",
                BEFORE_THE_NEXT_ROUND.toSeconds());
    }

    private final class Printer implements Player.Listener {
        private final ScaledClock clock;

        Printer(ScaledClock clock) {
            this.clock = clock;
        }

        @Override
        public void started(Instant end) {
            clock.begin(end);
        }

        @Override
        public void progress(Progress now) {
            say(
                    "minute %2d: %,5d orders, %,12.2f yuan, %,6d likes, %,5d viewers",
                    now.minute(), now.orders(), BigDecimal.valueOf(now.gmv(), 2), now.likes(), now.viewers());
        }
    }

    private void printLinks(URI base) {
        String times = BigDecimal.valueOf(speed).stripTrailingZeros().toPlainString();
        say("Livetally demo: the 4500-metre stream, one hour at %s times real speed", times);
        say("  big screen  %sboard/%s", base, Naqu4500m.ID);
        say("  overlay     %soverlay/%s  (for OBS: a browser source of 1920x1080)", base, Naqu4500m.ID);
        say("              %soverlays  (one widget each, themes, a QR code)", base);
        say("  viewers     %slive/%s  (orders while the hour runs, paid after 2 s)", base, Naqu4500m.ID);
        say("  console     %sconsole#%s", base, Naqu4500m.ID);
        say("  figures     %sapi/boards/%s", base, Naqu4500m.ID);
        say("  audit       bin/livetally audit  (in another terminal)");
    }

    private void say(Outcome.Figures figures) {
        say(
                "%,d viewers, %,d likes, %,d orders of %,d buyers, %,d fen (%,.2f yuan)",
                figures.uniqueViewers(),
                figures.likes(),
                figures.orders(),
                figures.buyers(),
                figures.gmv(),
                BigDecimal.valueOf(figures.gmv(), 2));
    }

    private void say(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
