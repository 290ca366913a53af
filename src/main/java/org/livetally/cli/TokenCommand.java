package org.livetally.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.livetally.access.Role;
import org.livetally.access.Token;
import org.livetally.access.TokenSecrets;
import org.livetally.access.Tokens;
import org.livetally.app.TokenVisit;
import org.livetally.http.Problem;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.RedisAddress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code livetally token}: prints only the token to standard output, so that a script can use it. */
@Command(
        name = "token",
        description = {
            "Print a new token, signed with LIVETALLY_TOKEN_SECRET or else a secret in the data directory, made if missing.",
            "Its id, for `livetally revoke`, goes to standard error."
        },
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
    private static final long LIST_MS = 2_000;
    private static final Pattern TTL = Pattern.compile("([1-9]\\d{0,8})([smhd])");

    @Option(
            names = "--role",
            required = true,
            paramLabel = "producer|screen|operator",
            description = "producer: send orders; screen: read boards; operator: everything.")
    private Role role;

    @Option(
            names = "--stream",
            paramLabel = "ID",
            description =
                    "A stream that it is for, or a campaign's board as @new-year; may be repeated. Without it, an operator's token is for all streams.")
    private @Nullable List<String> streams;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "30d",
            description = "How long it is valid: a number and s, m, h or d (default: ${DEFAULT-VALUE}).")
    private String ttl;

    @Mixin
    private RedisOptions redis;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Set<String> checked = streams();
        Duration life = life();
        Path dataDir = redis.dataDirOr(ServerOptions.DATA_DIR);
        List<String> secrets =
                TokenSecrets.ofOrMade(AccessSettings.of(null, AccessOptions.secrets(), null, null), dataDir);
        Vertx vertx = Vertx.vertx();
        try {
            Tokens.Signed made = new Tokens(vertx, secrets, InstantSource.system()).sign(role, checked, life);
            print(made);
            list(vertx, made.token(), dataDir);
        } catch (Problem problem) {
            throw invalid("--stream: they " + problem.detail());
        } finally {
            ServerProcess.await(vertx.close());
        }
        return ExitCode.OK;
    }

    private void print(Tokens.Signed signed) {
        CommandLine command = spec.commandLine();
        command.getErr()
                .println("id " + signed.token().id() + ", good until "
                        + Instant.ofEpochSecond(signed.token().expires()));
        command.getErr().flush();
        command.getOut().println(signed.text());
        command.getOut().flush();
    }

    /**
     * Lists the token in the given Redis, or in that of a running server; none is started for it. The token is valid
     * either way.
     */
    private void list(Vertx vertx, Token made, Path dataDir) throws Exception {
        RedisAddress given = redis.address();
        Optional<RedisAddress> address =
                given == null ? EmbeddedRedis.uriOfRunning(dataDir).map(RedisAddress::new) : Optional.of(given);
        Future<Void> listed = address.map(
                        where -> TokenVisit.list(vertx, where, made).timeout(LIST_MS, TimeUnit.MILLISECONDS))
                .orElseGet(() -> Future.failedFuture("no Redis was found"));
        ServerProcess.await(listed.otherwise(reason -> {
            spec.commandLine()
                    .getErr()
                    .println("not listed by GET /api/tokens before its first use: " + reason.getMessage());
            return null;
        }));
        spec.commandLine().getErr().flush();
    }

    private Set<String> streams() {
        Set<String> named = streams == null ? Set.of() : Set.copyOf(streams);
        if (named.isEmpty() && role.isForNamedStreams()) {
            throw invalid("--stream is missing: a token of this role must name its streams");
        }
        if (!named.stream().allMatch(role::mayName)) {
            throw invalid("--stream " + role.nameRule().reason().sentence());
        }
        return named;
    }

    private Duration life() {
        Matcher parts = TTL.matcher(ttl);
        if (parts.matches()) {
            Duration life = life(Long.parseLong(parts.group(1)), parts.group(2));
            if (life.compareTo(Tokens.MAX_LIFE) <= 0) {
                return life;
            }
        }
        throw invalid(
                "--ttl must be a number and s, m, h or d, such as 12h, and at most " + Tokens.MAX_LIFE.toDays() + "d");
    }

    private static Duration life(long number, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
