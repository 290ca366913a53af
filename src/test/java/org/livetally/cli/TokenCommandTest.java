package org.livetally.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.cli.CommandOutcome.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RawWebSocket;

/** Tokens from the command line, against a server on the same data directory. */
final class TokenCommandTest {
    private static final AccessSettings ON = new AccessSettings(true, List.of(), List.of());

    @TempDir
    private Path directory;

    @Test
    void aTokenOpensTheServerOnTheSameDirectoryUntilItIsRevoked() {
        String data = directory.resolve("data").toString();
        try (LiveServer server =
                LiveServer.start(new Settings("127.0.0.1", 0, null, Path.of(data), ON), InstantSource.system())) {
            CommandOutcome made = run("token", "--role", "operator", "--ttl", "1h", "--data-dir", data);
            assertEquals(0, made.exit(), made::toString);
            String token = made.out().strip();
            assertEquals(401, server.send("GET", "/api/streams", "").statusCode());
            assertFalse(made.err().contains("not listed"), made::toString);
            String list = server.send("GET", "/api/tokens?token=" + token, "").body();
            assertTrue(list.contains("\"id\":\"" + idOf(made) + "\",\"role\":\"operator\""), list);
            assertEquals(
                    200, server.send("GET", "/api/streams?token=" + token, "").statusCode());
            RawWebSocket socket = server.open("/ws/orders?token=" + token);

            CommandOutcome revoked = run("revoke", "--data-dir", data, idOf(made));

            assertEquals(0, revoked.exit(), revoked::toString);
            assertEquals(4401, socket.closeCode());
            // Tokens of the same secret stay valid.
            String another =
                    run("token", "--role", "operator", "--data-dir", data).out().strip();
            assertEquals(
                    200, server.send("GET", "/api/streams?token=" + another, "").statusCode());
            assertEquals(0, run("revoke", "--data-dir", data, another).exit());
            Await.until("both are refused", () -> isRefused(server, another));
            assertTrue(isRefused(server, token), "revoking one does not forgive another");
            String third =
                    run("token", "--role", "operator", "--data-dir", data).out().strip();
            String acts = server.send("GET", "/api/acts?token=" + third, "").body();
            assertTrue(
                    acts.contains("\"who\":\"command line\",\"from\":\"user " + System.getProperty("user.name")
                            + "\",\"what\":\"revoke " + idOf(made) + "\",\"outcome\":\"done\""),
                    acts);
            assertTrue(acts.contains("\"what\":\"token " + idOf(made) + "\""), acts);
            assertFalse(acts.contains(third.substring(0, third.indexOf('.'))), acts);
        }
        CommandOutcome unlisted = run("token", "--role", "operator", "--data-dir", data);
        assertEquals(0, unlisted.exit(), unlisted::toString);
        assertTrue(unlisted.err().contains("not listed by GET /api/tokens before its first use"), unlisted::toString);
        CommandOutcome stopped = run("revoke", "--data-dir", data, idOf(unlisted));
        assertEquals(0, stopped.exit(), stopped::toString);
    }

    private static boolean isRefused(LiveServer server, String token) {
        return server.send("GET", "/api/streams?token=" + token, "").statusCode() == 401;
    }

    /** Taken from what {@code token} prints to standard error: {@code id <id>, good until …}. */
    private static String idOf(CommandOutcome made) {
        return made.err().replaceFirst("(?s).*?id ([0-9a-f-]+), good until.*", "$1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--role emperor",
                "--role producer",
                "--role screen",
                "--role producer --stream UPPER",
                "--role producer --stream @new-year",
                "--role operator --ttl 30",
                "--role operator --ttl 0d",
                "--role operator --ttl 999999999d",
                "--stream shop"
            })
    void aBadWordExitsWith2AndMakesNoSecret(String words) {
        CommandOutcome token = run(("token --data-dir " + directory + " " + words).split(" "));

        assertEquals(2, token.exit(), token::toString);
        assertTrue(token.err().startsWith("--") || token.err().contains("'--"), token::toString);
        assertEquals("", token.out());
        assertFalse(Files.exists(directory.resolve("token-secret")));
    }

    @Test
    void revokingWhatIsNoTokenExitsWith2() {
        assertEquals(
                2,
                run("revoke", "--data-dir", directory.toString(), "not a token").exit());
        assertEquals(
                2, run("revoke", "--data-dir", directory.toString(), "some-id").exit(), "no data there");
    }

    @Test
    void aServerThatOthersCanReachDoesNotStartWithoutASecret() {
        String data = directory.resolve("unused").toString();

        CommandOutcome serve = run("serve", "--host", "0.0.0.0", "--port", "0", "--data-dir", data);

        assertEquals(2, serve.exit(), serve::toString);
        assertTrue(serve.err().contains("--host 0.0.0.0"), serve::toString);
        assertTrue(serve.err().contains("LIVETALLY_TOKEN_SECRET"), serve::toString);
        assertTrue(serve.err().contains("--auth off"), serve::toString);
        assertFalse(Files.exists(Path.of(data)));
    }

    @Test
    void theDemoDoesNotStartWhereTokensAreRequired() {
        assertEquals(2, run("demo", "--host", "0.0.0.0").exit());
        assertEquals(2, run("demo", "--auth", "on").exit());
    }

    @Test
    void badAccessSettingsExitWith2() {
        String data = directory.resolve("unused").toString();

        CommandOutcome auth = run("serve", "--auth", "perhaps", "--data-dir", data);
        CommandOutcome origins = run("serve", "--allowed-origins", "*", "--data-dir", data);

        assertEquals(2, auth.exit(), auth::toString);
        assertTrue(auth.err().contains("--auth"), auth::toString);
        assertEquals(2, origins.exit(), origins::toString);
        assertTrue(origins.err().startsWith("--allowed-origins must be like"), origins::toString);
    }
}
