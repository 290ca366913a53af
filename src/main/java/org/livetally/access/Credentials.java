package org.livetally.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;

/** How requests carry tokens, and the problems to answer. No answer repeats a token. */
final class Credentials {
    private static final String BEARER = "bearer ";

    private Credentials() {}

    /** The header takes precedence, since the address may come from an old link. */
    static Optional<String> of(RoutingContext request) {
        String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(header.substring(BEARER.length()).strip());
        }
        List<String> given = request.queryParam("token"); // for OBS and browser sockets, which set no headers
        return given.isEmpty() ? Optional.empty() : Optional.of(given.get(0));
    }

    /** The reason why a request is refused. */
    enum AccessProblem {
        MISSING(401, "Bearer", Rule.TOKEN_MISSING),
        BAD(401, "Bearer error=\"invalid_token\"", Rule.TOKEN_BAD),
        EXPIRED(401, "Bearer error=\"invalid_token\"", Rule.TOKEN_EXPIRED),
        REVOKED(401, "Bearer error=\"invalid_token\"", Rule.TOKEN_REVOKED),
        NOT_FOR_THIS(403, "Bearer error=\"insufficient_scope\"", Rule.TOKEN_SCOPE),
        NOT_NOW(503, "", Rule.TOKEN_UNCHECKED);

        private final int status;
        private final String challenge;
        private final Rule rule;

        AccessProblem(int status, String challenge, Rule rule) {
            this.status = status;
            this.challenge = challenge;
            this.rule = rule;
        }

        /** The reason as one word, for programs. */
        String why() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The name of the broken rule. */
        String rule() {
            return rule.wire();
        }

        /** Whether a token was sent, and is no good. */
        boolean isRefusal() {
            return this != MISSING && this != NOT_NOW;
        }

        void answer(RoutingContext request) {
            if (!challenge.isEmpty()) {
                request.response().putHeader("WWW-Authenticate", challenge);
            }
            request.fail(Problem.of(status, rule.reason()));
        }
    }
}
