package org.livetally.access;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.livetally.settings.AccessSettings;
import org.livetally.settings.Settings;
import org.livetally.testing.Await;
import org.livetally.testing.LiveServer;
import org.livetally.testing.RawRequest;
import org.livetally.testing.RawWebSocket;
import org.livetally.testing.TestRedis;
import org.livetally.testing.TestResource;

/** A server that requires tokens, and its operator, who knows the secret. */
public final class AccessServer implements TestResource {
    static final String SECRET = "the-first-secret-of-these-tests-0";
    static final String SECOND = "another-secret-of-these-tests-001";
    static final String SHOP = "shop";
    static final String OTHER = "other";
    /** A stream with a public board. */
    static final String FAIR = "fair";

    private static final Duration LIFE = Duration.ofDays(3);

    private final LiveServer server;
    private final AccessSettings access;
    private final boolean hasStreams;
    private final Vertx vertx = Vertx.vertx();
    private String operator = "";

    private AccessServer(String host, AccessSettings access, boolean hasStreams) {
        this.access = access;
        this.hasStreams = hasStreams;
        server = LiveServer.with(
                new Settings(host, 0, TestRedis.uri(), Path.of("no-data-of-its-own"), access), InstantSource.system());
    }

    /** An extension: three streams are live. */
    static AccessServer with(String... secrets) {
        return with(new AccessSettings(true, List.of(secrets), List.of()));
    }

    /** The same, with any settings. */
    static AccessServer with(AccessSettings access) {
        return on("127.0.0.1", access);
    }

    /** The same, on any address. */
    static AccessServer on(String host, AccessSettings access) {
        return new AccessServer(host, access, true);
    }

    /** The same, without any stream. */
    public static AccessServer empty() {
        return new AccessServer("127.0.0.1", new AccessSettings(true, List.of(SECRET), List.of()), false);
    }

    /** For a try block. */
    static AccessServer start(String... secrets) {
        return started(with(secrets));
    }

    static AccessServer started(AccessServer server) {
        server.begin();
        return server;
    }

    @Override
    public void begin() {
        server.begin();
        operator = signedBy(access.tokenSecrets().get(0), Role.OPERATOR);
        if (hasStreams) {
            live(SHOP, false);
            live(OTHER, false);
            live(FAIR, true);
        }
    }

    void live(String stream, boolean isPublic) {
        String body = new JsonObject()
                .put("id", stream)
                .put("title", stream)
                .put("public", isPublic)
                .encode();
        expect(201, RawRequest.of("POST", "/api/streams", body));
        expect(200, RawRequest.of("POST", "/api/streams/" + stream + "/start", ""));
    }

    void patch(String stream, JsonObject changes) {
        expect(200, RawRequest.of("PATCH", "/api/streams/" + stream, changes.encode()));
    }

    private void expect(int status, RawRequest request) {
        RawRequest.Answer answer = send(request, operator);
        if (answer.status() != status) {
            throw new AssertionError(answer);
        }
    }

    public int port() {
        return server.port();
    }

    public String operator() {
        return operator;
    }

    public String token(Role role, String... streams) {
        return signedBy(SECRET, role, streams);
    }

    String signedBy(String secret, Role role, String... streams) {
        return tokens(secret, InstantSource.system())
                .sign(role, Set.of(streams), LIFE)
                .text();
    }

    /** A token that is valid for this time from now; a negative time means that it has expired. */
    public String lasting(Duration time, Role role, String... streams) {
        InstantSource then = Clock.offset(Clock.systemUTC(), time.minus(LIFE));
        return tokens(SECRET, then).sign(role, Set.of(streams), LIFE).text();
    }

    private Tokens tokens(String secret, InstantSource clock) {
        return new Tokens(vertx, List.of(secret), clock);
    }

    /** Revokes the token as {@code livetally revoke} does. */
    public static void revoke(String token) {
        Token known = Tokens.read(token).orElseThrow();
        TestRedis.command("ZADD", "livetally:revoked", Long.toString(known.expires()), known.id());
    }

    /** The server, to which clients may talk without a token. */
    public LiveServer server() {
        return server;
    }

    /** Sends a request of the operator. */
    public HttpResponse<String> send(String method, String path, String body) {
        return server.send(method, path + "?token=" + operator, body);
    }

    RawRequest.Answer send(RawRequest request, String token) {
        return (token.isEmpty() ? request : request.with("Authorization: Bearer " + token)).send(port());
    }

    /** A socket with the token in its address. */
    RawWebSocket open(String path, String token) {
        return server.open(path + (path.contains("?") ? "&" : "?") + "token=" + token);
    }

    @Override
    public void close() {
        server.close();
        Await.result(vertx.close());
    }
}
