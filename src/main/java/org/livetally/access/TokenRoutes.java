package org.livetally.access;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.rule.Rule;
import org.livetally.http.JsonBody;
import org.livetally.http.Problem;
import org.livetally.redis.client.RedisFailures;
import org.livetally.redis.client.RedisLink;

/** {@code /api/tokens}: operators make and revoke tokens. Decides which token may make which. */
final class TokenRoutes {
    private static final String ALL = "/api/tokens";
    private static final String ONE = ALL + "/:id";
    private static final int MAX_BODY_BYTES = 64 << 10;
    private static final int MAX_STREAMS = 1_000;
    private static final int USUAL_DAYS = 30;

    private final Tokens tokens;
    private final TokenList list;
    private final RedisLink redis;
    private final InstantSource clock;

    TokenRoutes(Tokens tokens, TokenList list, RedisLink redis, InstantSource clock) {
        this.tokens = tokens;
        this.list = list;
        this.redis = redis;
        this.clock = clock;
    }

    void mount(Router router) {
        router.get(ALL).handler(this::list);
        JsonBody.within(router.post(ALL), MAX_BODY_BYTES).handler(this::make);
        JsonBody.within(router.delete(ONE), MAX_BODY_BYTES).handler(this::revoke);
    }

    /** Adds the routes of a server that requires no tokens. */
    static void mountWithoutTokens(Router router) {
        router.get(ALL).handler(TokenRoutes::refuse);
        router.post(ALL).handler(TokenRoutes::refuse);
        router.delete(ONE).handler(TokenRoutes::refuse);
    }

    private static void refuse(RoutingContext request) {
        request.fail(Problem.of(409, Rule.TOKENS_OFF.reason()));
    }

    private void make(RoutingContext request) {
        JsonObject body = JsonBody.of(request);
        Role role = role(body.getValue("role"));
        Set<String> streams = streams(body.getValue("streams"), role);
        Duration life = life(body.getValue("ttlDays"));
        Token own = AccessHandler.token(request);
        if (!mayMake(own, role, streams)) {
            Credentials.AccessProblem.NOT_FOR_THIS.answer(request);
            return;
        }
        Tokens.Signed signed = tokens.sign(role, streams, life, own);
        list.add(signed.token())
                .onSuccess(listed -> made(request, signed))
                .onFailure(error -> request.fail(RedisFailures.problem(error)));
    }

    private static void made(RoutingContext request, Tokens.Signed signed) {
        Token token = signed.token();
        Acts.result(
                request,
                "made " + token.id() + ", " + token.role().claim() + " of "
                        + (token.coversAll() ? "all streams" : token.streams()) + ", until "
                        + Instant.ofEpochSecond(token.expires()));
        JsonObject answer = new JsonObject().put("id", token.id()).put("token", signed.text());
        SessionJson.describe(answer, token);
        request.response().setStatusCode(201);
        JsonBody.answer(request, answer);
    }

    private void list(RoutingContext request) {
        list.seenBy(AccessHandler.token(request))
                .onSuccess(tokens -> JsonBody.answer(request, tokens))
                .onFailure(error -> request.fail(RedisFailures.problem(error)));
    }

    /** Nobody can grant more than they have, and an operator of some streams cannot make operators. */
    private static boolean mayMake(Token own, Role role, Set<String> streams) {
        return own.coversAll() || role != Role.OPERATOR && own.streams().containsAll(streams);
    }

    private void revoke(RoutingContext request) {
        String id = request.pathParam("id");
        if (!Token.isId(id)) {
            throw Problem.invalidField("id", Rule.TOKEN_ID.reason());
        }
        Token own = AccessHandler.token(request);
        String given = expires(JsonBody.orNothing(request));
        String expires = id.equals(own.id()) ? Long.toString(own.expires()) : given;
        Revocations.revoke(redis, clock, id, expires, own)
                .onSuccess(
                        revoked -> request.response().setStatusCode(204).end().onFailure(gone -> {}))
                .onFailure(error -> request.fail(RedisFailures.problem(error)));
    }

    /** The end of the revocation. An id alone does not tell when its token expires. */
    private String expires(JsonObject body) {
        Object expires = body.getValue("expires");
        if (expires == null) {
            return Revocations.FOR_EVER;
        }
        // Seconds taken for milliseconds are in the past, too, and the revocation would be forgotten at once.
        if (!(expires instanceof Number ms) || ms.longValue() <= clock.millis()) {
            throw Problem.invalidField("expires", Rule.TOKEN_EXPIRY.reason());
        }
        return Long.toString(TimeUnit.MILLISECONDS.toSeconds(ms.longValue()) + 1);
    }

    private static Role role(@Nullable Object given) {
        return Role.of(given instanceof String name ? name : "")
                .orElseThrow(() -> Problem.invalidField("role", Rule.TOKEN_ROLE.reason()));
    }

    private static Set<String> streams(@Nullable Object given, Role role) {
        if (given == null && !role.isForNamedStreams()) {
            return Set.of();
        }
        // An empty list does not stand for all streams.
        if (!(given instanceof JsonArray listed) || listed.isEmpty() || listed.size() > MAX_STREAMS) {
            throw Problem.invalidField("streams", Rule.TOKEN_STREAMS.reason(MAX_STREAMS));
        }
        Set<String> streams = new LinkedHashSet<>();
        for (int i = 0; i < listed.size(); i++) {
            if (!(listed.getValue(i) instanceof String id) || !role.mayName(id)) {
                throw Problem.invalidField("streams[" + i + "]", role.nameRule().reason());
            }
            streams.add(id);
        }
        return streams;
    }

    private static Duration life(@Nullable Object given) {
        long most = Tokens.MAX_LIFE.toDays();
        if (given == null) {
            return Duration.ofDays(USUAL_DAYS);
        }
        if (!(given instanceof Integer days) || days < 1 || days > most) {
            throw Problem.invalidField("ttlDays", Rule.INTEGER_RANGE.reason(1, most));
        }
        return Duration.ofDays(days);
    }
}
