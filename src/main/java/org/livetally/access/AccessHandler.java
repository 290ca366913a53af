package org.livetally.access;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.livetally.access.Credentials.AccessProblem;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;
import org.livetally.streams.StreamDirectory;
import org.livetally.wire.CloseCode;

/**
 * Checks the token of each request, on one event loop. It is mounted before the stages and on their paths, so both
 * match the same requests.
 *
 * <p>Permits: stages do not know about tokens. This handler puts a {@code Permit} on the request. A stage asks it for a
 * stream ({@code covers}) and hands it connections that stay open ({@code hold}).
 *
 * <p>Closed by default: a path below {@code /api} or {@code /ws} without a rule here is for operators only. A new
 * endpoint needs a rule here; one that was forgotten is closed, not open.
 *
 * <p>Public streams: a valid token decides at once. Redis is asked whether the stream is public only if there is none.
 * A bad token on a public stream is accepted as if it were missing, so an overlay stays up when its token expires. Once
 * a second Redis is asked whether the streams of such guests are still public; if not, their connections are closed
 * with 4401.
 */
public final class AccessHandler {
    private static final Logger LOG = Logger.getLogger(AccessHandler.class.getName());
    private static final Set<Role> PRODUCERS = EnumSet.of(Role.PRODUCER, Role.OPERATOR);
    private static final Set<Role> SCREENS = EnumSet.of(Role.SCREEN, Role.OPERATOR);
    private static final Set<Role> OPERATORS = EnumSet.of(Role.OPERATOR);
    private static final Set<Role> ANYBODY = EnumSet.allOf(Role.class);

    private static final String SESSION = "/api/session";

    private final RedisLink redis;
    private final InstantSource clock;
    private final Tokens tokens;
    private final Revocations revocations;
    private final Sessions sessions;
    private final StreamDirectory streams;
    private final TokenList list;
    private final TokenUses uses;
    private final Acts acts;

    /**
     * Must be constructed on the event loop of the link.
     *
     * @param clock real time
     */
    public AccessHandler(Vertx vertx, RedisLink redis, List<String> secrets, InstantSource clock, Acts acts) {
        this.redis = redis;
        this.acts = acts;
        this.clock = clock;
        tokens = new Tokens(vertx, secrets, clock);
        list = new TokenList(redis, clock);
        uses = new TokenUses(list, clock);
        sessions = new Sessions(this::ended);
        streams = new StreamDirectory(redis);
        revocations = new Revocations(vertx, redis, clock, this::poll);
        vertx.setPeriodic(Revocations.POLL_MS, id -> pollPublicStreams());
    }

    private void poll() {
        sessions.sweep();
        sessions.forEachToken(uses::note);
        if (redis.isConnected(StreamKeys.TOKENS)) {
            uses.write();
        }
    }

    /** Guests stay while Redis does not answer: making a stream private needs Redis, too. */
    private void pollPublicStreams() {
        sessions.watchedByGuests()
                .forEach(stream -> streams.isPublic(stream)
                        .onSuccess(isPublic -> {
                            if (!isPublic) {
                                sessions.endGuests(stream);
                            }
                        })
                        .onFailure(e -> LOG.log(Level.FINE, "whether a stream is public could not be read", e)));
    }

    /** The streams that a rule is about. */
    private enum Scope {
        /** Any stream; the stage asks the permit about each stream that comes up. */
        ANY_STREAM,
        /** The stream in the path. */
        STREAM,
        /** The stream in the path; anybody may use the path if that stream is public. */
        PUBLIC_STREAM,
        /** All streams, so the token must cover all. */
        ALL
    }

    /** Adds the rules. */
    public void mount(Router router) {
        router.get(SESSION).handler(this::session);
        rule(router.get("/api/streams"), OPERATORS, Scope.ANY_STREAM);
        rule(router, "/api/tokens", OPERATORS, Scope.ANY_STREAM);
        rule(router, "/api/tokens/:id", OPERATORS, Scope.ANY_STREAM);
        rule(router, "/api/connections", OPERATORS, Scope.ANY_STREAM);
        rule(router, "/api/connectors", OPERATORS, Scope.ANY_STREAM);
        rule(router, "/api/connectors/*", OPERATORS, Scope.ANY_STREAM);
        rule(router, "/api/currencies", OPERATORS, Scope.ANY_STREAM);
        rule(router, "/api/qr", OPERATORS, Scope.ANY_STREAM);
        rule(router, "/api/notifications", OPERATORS, Scope.ANY_STREAM);
        rule(router, "/api/notifications/*", OPERATORS, Scope.ANY_STREAM);
        rule(router, "/ws/orders", PRODUCERS, Scope.ANY_STREAM);
        rule(router, "/api/orders", PRODUCERS, Scope.ANY_STREAM);
        rule(router, "/ws/boards/:stream", SCREENS, Scope.PUBLIC_STREAM);
        rule(router, "/api/boards/:stream", SCREENS, Scope.PUBLIC_STREAM);
        rule(router, "/api/boards/:stream/events", SCREENS, Scope.PUBLIC_STREAM);
        rule(router, "/api/reports/:stream", SCREENS, Scope.STREAM); // holds more than a board that is public
        rule(router.get("/api/verify/:stream"), ANYBODY, Scope.PUBLIC_STREAM);
        rule(router.post("/api/verify/:stream"), SCREENS, Scope.STREAM); // what differs tells what a report holds
        rule(router, "/api/boards/:stream/replay", SCREENS, Scope.PUBLIC_STREAM);
        rule(router, "/ws/streams/:stream/audience", ANYBODY, Scope.PUBLIC_STREAM);
        rule(
                router.get("/api/streams/:stream/products").method(HttpMethod.HEAD),
                ANYBODY,
                Scope.PUBLIC_STREAM); // reading only: changes need an operator
        Route groups = router.get("/api/streams/:stream/groups").method(HttpMethod.HEAD);
        rule(groups, request -> hasFigures(request) ? SCREENS : ANYBODY, Scope.PUBLIC_STREAM);
        rule(router.get("/api/streams/:stream/stock").method(HttpMethod.HEAD), ANYBODY, Scope.PUBLIC_STREAM);
        rule(router.get("/api/streams/:stream/certificates/:order"), ANYBODY, Scope.PUBLIC_STREAM);
        rule(router.get("/api/streams/:stream/certificates/:order/qr"), ANYBODY, Scope.PUBLIC_STREAM);
        rule(router.get("/api/streams/:stream/live/qr"), ANYBODY, Scope.PUBLIC_STREAM);
        rule(router.get("/api/streams/:stream/images/:name").method(HttpMethod.HEAD), ANYBODY, Scope.PUBLIC_STREAM);
        rule(router, "/api/streams/:stream", OPERATORS, Scope.STREAM);
        rule(router, "/api/streams/:stream/*", OPERATORS, Scope.STREAM);
        rule(router, "/metrics", OPERATORS, Scope.ALL);
        rule(router, "/api/*", OPERATORS, Scope.ALL);
        rule(router, "/ws/*", OPERATORS, Scope.ALL);
        acts.mount(router);
        new TokenRoutes(tokens, list, redis, clock).mount(router);
    }

    /** Adds the routes of a server that requires no tokens. */
    public static void mountWithoutTokens(Router router, Acts acts) {
        router.get(SESSION).handler(SessionJson::sendOpen);
        acts.mount(router);
        TokenRoutes.mountWithoutTokens(router);
    }

    private void rule(Router router, String path, Set<Role> roles, Scope scope) {
        rule(router.route(path), roles, scope);
    }

    private void rule(Route route, Set<Role> roles, Scope scope) {
        rule(route, request -> roles, scope);
    }

    private void rule(Route route, Function<RoutingContext, Set<Role>> roles, Scope scope) {
        route.handler(request -> {
            if (Permit.of(request) == Permit.OPEN) {
                check(request, roles.apply(request), scope);
            } else {
                request.next(); // an earlier rule, with a more specific path, has let it in
            }
        });
    }

    /** Whether the answer would hold what a board shows, and so is for screens. */
    private static boolean hasFigures(RoutingContext request) {
        return request.request().getParam("figures") != null;
    }

    private void check(RoutingContext request, Set<Role> roles, Scope scope) {
        Optional<Token> token = Credentials.of(request).flatMap(tokens::verify);
        AccessProblem problem = problem(request, token, roles, scope);
        if (problem == null) {
            token.ifPresent(admitted -> admit(request, admitted));
            request.next();
        } else if (scope == Scope.PUBLIC_STREAM) {
            ifPublic(request, () -> refuse(request, token, problem));
        } else {
            refuse(request, token, problem);
        }
    }

    private void refuse(RoutingContext request, Optional<Token> token, AccessProblem problem) {
        acts.refused(request, token.orElse(null), problem);
        problem.answer(request);
    }

    private void admit(RoutingContext request, Token token) {
        uses.note(token);
        Permit.give(request, sessions.permit(token));
        request.put(Token.class.getName(), token);
    }

    /** The token with which a rule let this request in. */
    static Token token(RoutingContext request) {
        return Objects.requireNonNull(Token.of(request), "let in without a token");
    }

    private void session(RoutingContext request) {
        Optional<Token> token = Credentials.of(request).flatMap(tokens::verify);
        AccessProblem problem = problem(request, token);
        if (problem == AccessProblem.NOT_NOW) {
            problem.answer(request);
        } else if (problem != null) {
            acts.refused(request, token.orElse(null), problem);
            SessionJson.send(request, problem);
        } else {
            SessionJson.send(request, token.orElseThrow());
        }
    }

    private @Nullable AccessProblem problem(
            RoutingContext request, Optional<Token> found, Set<Role> roles, Scope scope) {
        AccessProblem problem = problem(request, found);
        if (problem != null || found.isEmpty()) {
            return problem;
        }
        Token token = found.get();
        return roles.contains(token.role()) && covers(token, request, scope) ? null : AccessProblem.NOT_FOR_THIS;
    }

    /** The reason why the token is not valid; null if it is. */
    private @Nullable AccessProblem problem(RoutingContext request, Optional<Token> found) {
        if (found.isEmpty()) {
            return Credentials.of(request).isEmpty() ? AccessProblem.MISSING : AccessProblem.BAD;
        }
        CloseCode ended = ended(found.get());
        if (ended != null) {
            return ended == CloseCode.TOKEN_EXPIRED ? AccessProblem.EXPIRED : AccessProblem.REVOKED;
        }
        return revocations.isKnown() ? null : AccessProblem.NOT_NOW;
    }

    private static boolean covers(Token token, RoutingContext request, Scope scope) {
        return switch (scope) {
            case ANY_STREAM -> true;
            case ALL -> token.coversAll();
            case STREAM, PUBLIC_STREAM -> token.covers(request.pathParam("stream"));
        };
    }

    private @Nullable CloseCode ended(Token token) {
        if (tokens.isExpired(token)) {
            return CloseCode.TOKEN_EXPIRED;
        }
        return revocations.contains(token) ? CloseCode.TOKEN_REVOKED : null;
    }

    private void ifPublic(RoutingContext request, Runnable otherwise) {
        request.request().pause(); // otherwise it ends before a stage can read or upgrade it
        streams.isPublic(request.pathParam("stream"))
                .onSuccess(isPublic -> {
                    if (isPublic) {
                        Permit.give(request, sessions.everybody(request.pathParam("stream")));
                        goOn(request);
                    } else {
                        request.request().resume();
                        otherwise.run();
                    }
                })
                .onFailure(e -> {
                    request.request().resume();
                    request.fail(RedisFailures.problem(e));
                });
    }

    /**
     * Continues with the request. A handshake stays paused, as its upgrade requires; if it is refused instead, it must
     * still be read to its end.
     */
    private static void goOn(RoutingContext request) {
        if (request.request().headers().contains(HttpHeaders.UPGRADE)) {
            request.addBodyEndHandler(answered -> request.request().resume());
        } else {
            request.request().resume();
        }
        request.next();
    }
}
