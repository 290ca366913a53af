package org.livetally.cli;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.livetally.access.Revocations;
import org.livetally.access.Token;
import org.livetally.access.Tokens;
import org.livetally.app.TokenVisit;
import org.livetally.redis.embedded.EmbeddedRedis;
import org.livetally.settings.RedisAddress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code livetally revoke}: beside a running server, or on the data of a stopped one. */
@Command(
        name = "revoke",
        description = "Revoke a token. Running servers refuse it, and close its open sockets, within two seconds.",
        mixinStandardHelpOptions = true)
final class RevokeCommand implements Callable<Integer> {
    @Mixin
    private RedisOptions redis;

    @Parameters(
            paramLabel = "TOKEN|ID",
            description = "The token, or its id as `livetally token` printed it; - reads it from standard input.")
    private String given;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        String text = given.equals("-") ? line() : given.strip();
        Optional<Token> token = Tokens.read(text);
        if (token.isEmpty() && !Token.isId(text)) {
            throw new ParameterException(spec.commandLine(), "TOKEN|ID must be a token, or the id of one");
        }
        String id = token.map(Token::id).orElse(text);
        // An id alone does not tell when its token expires.
        String expires = token.map(known -> Long.toString(known.expires())).orElse(Revocations.FOR_EVER);
        withRedis(address -> revoke(address, id, expires));
        spec.commandLine().getOut().println("revoked " + id);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private static String line() throws Exception {
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line.strip();
    }

    private <T> void withRedis(LocalRedis.Work<T> work) throws Exception {
        RedisAddress given = redis.address();
        if (given != null) {
            work.with(given);
            return;
        }
        Path dataDir = redis.dataDirOr(ServerOptions.DATA_DIR);
        if (!EmbeddedRedis.hasData(dataDir)) {
            throw new ParameterException(
                    spec.commandLine(), "--data-dir: there is no data in " + dataDir + ", so no server of its own");
        }
        LocalRedis.use(dataDir, work);
    }

    private static boolean revoke(RedisAddress address, String id, String expires) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            ServerProcess.await(TokenVisit.revoke(vertx, address, id, expires));
            return true;
        } finally {
            ServerProcess.await(vertx.close());
        }
    }
}
