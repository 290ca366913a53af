package org.livetally.auth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.livetally.model.Ids;

/**
 * What a token says.
 *
 * @param id its own ({@code jti}), by which it is revoked; no secret
 * @param role what it is for
 * @param streams for which streams; empty for all, which only an operator's can be
 * @param expires epoch seconds
 */
public record Token(String id, Role role, Set<String> streams, long expires) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public Token {
        streams = Set.copyOf(streams);
    }

    /** Whether this can be the id of a token. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether it is for this stream. */
    public boolean covers(String stream) {
        return coversAll() || streams.contains(stream);
    }

    /** Whether it is for every stream there is, and will be. */
    public boolean coversAll() {
        return role == Role.OPERATOR && streams.isEmpty();
    }

    JsonObject claims(long issued) {
        JsonObject claims = new JsonObject().put("jti", id).put("role", role.claim());
        if (!streams.isEmpty()) {
            claims.put("streams", new JsonArray(streams.stream().sorted().toList()));
        }
        return claims.put("iat", issued).put("exp", expires);
    }

    /** Reads claims that are known to be ours; empty if they are not whole all the same. */
    static Optional<Token> of(JsonObject claims) {
        if (!(claims.getValue("jti") instanceof String id)
                || !(claims.getValue("role") instanceof String name)
                || !(claims.getValue("exp") instanceof Number expires)) {
            return Optional.empty();
        }
        return Role.of(name)
                .flatMap(role -> streams(claims).map(streams -> new Token(id, role, streams, expires.longValue())))
                .filter(token -> !token.role.isForNamedStreams() || !token.streams.isEmpty());
    }

    /** All streams only where none are named: an empty list is not a claim to everything. */
    private static Optional<Set<String>> streams(JsonObject claims) {
        if (!claims.containsKey("streams")) {
            return Optional.of(Set.of());
        }
        if (!(claims.getValue("streams") instanceof JsonArray listed) || listed.isEmpty()) {
            return Optional.empty();
        }
        List<Object> streams = listed.stream().toList();
        boolean wellFormed = streams.stream().allMatch(id -> id instanceof String text && Ids.isStream(text));
        return wellFormed
                ? Optional.of(streams.stream().map(String.class::cast).collect(Collectors.toSet()))
                : Optional.empty();
    }
}
