package org.livetally.access;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token.
 *
 * <p>Lineage: a token names all tokens that it was made with ({@code by}). It is valid while none of them is revoked.
 * So revoking a stolen token revokes whatever was made with it, on any node, even before that node has heard of the
 * revocation; no list has to be consulted. A token expires no later than its maker.
 *
 * @param id the token's id ({@code jti}), by which it is revoked; not secret
 * @param role the role that it grants
 * @param streams the streams that it is for, and the boards of campaigns, as {@code @new-year}; empty for all, which only
 *     an operator's token can have
 * @param issued epoch seconds; 0 if the token does not say
 * @param expires epoch seconds
 * @param lineage the ids of the tokens that it was made with, the direct maker last. Empty if it was made on the
 *     command line, or by an older version
 */
public record Token(String id, Role role, Set<String> streams, long issued, long expires, List<String> lineage) {
    /** Maximum length of a lineage. */
    static final int MAX_LINEAGE = 8;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public Token {
        streams = Set.copyOf(streams);
        lineage = List.copyOf(lineage);
    }

    /** The token that a request was let in with; null if it needed none. */
    public static @Nullable Token of(RoutingContext request) {
        return request.get(Token.class.getName());
    }

    /** Whether the token's own id, or one of its lineage, is among these. */
    boolean isAmong(Set<String> ids) {
        if (ids.contains(id)) {
            return true;
        }
        for (int i = 0; i < lineage.size(); i++) { // runs for each order: no iterator
            if (ids.contains(lineage.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** The lineage of a token made with this one. */
    List<String> lineageOfMade() {
        return Stream.concat(lineage.stream(), Stream.of(id)).toList();
    }

    /** Whether this is a well-formed token id. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether the token is for this stream, or for this board of a campaign. */
    public boolean covers(String stream) {
        return coversAll() || streams.contains(stream);
    }

    /** Whether the token is for every stream, including future ones. */
    public boolean coversAll() {
        return role == Role.OPERATOR && streams.isEmpty();
    }

    JsonObject claims() {
        JsonObject claims = new JsonObject().put("jti", id).put("role", role.claim());
        if (!streams.isEmpty()) {
            claims.put("streams", new JsonArray(streams.stream().sorted().toList()));
        }
        if (!lineage.isEmpty()) {
            claims.put("by", new JsonArray(lineage));
        }
        return claims.put("iat", issued).put("exp", expires);
    }

    /** Parses claims whose signature was verified; empty if they are incomplete nevertheless. */
    static Optional<Token> of(JsonObject claims) {
        if (!(claims.getValue("jti") instanceof String id)
                || !(claims.getValue("role") instanceof String name)
                || !(claims.getValue("exp") instanceof Number expires)) {
            return Optional.empty();
        }
        Optional<List<String>> lineage = lineage(claims);
        if (lineage.isEmpty()) {
            return Optional.empty(); // without an id the token could not be revoked
        }
        long issued = claims.getValue("iat") instanceof Number at ? at.longValue() : 0;
        return Role.of(name)
                .flatMap(role -> streams(claims, role)
                        .map(streams ->
                                new Token(id, role, streams, issued, expires.longValue(), lineage.orElseThrow())))
                .filter(token -> !token.role.isForNamedStreams() || !token.streams.isEmpty());
    }

    private static Optional<List<String>> lineage(JsonObject claims) {
        if (!claims.containsKey("by")) {
            return Optional.of(List.of());
        }
        if (!(claims.getValue("by") instanceof JsonArray makers)
                || makers.isEmpty()
                || makers.size() > MAX_LINEAGE
                || !makers.stream().allMatch(maker -> maker instanceof String text && isId(text))) {
            return Optional.empty();
        }
        return Optional.of(makers.stream().map(String.class::cast).toList());
    }

    /** The streams of the claims. A missing claim means all streams; an empty list does not. */
    private static Optional<Set<String>> streams(JsonObject claims, Role role) {
        if (!claims.containsKey("streams")) {
            return Optional.of(Set.of());
        }
        if (!(claims.getValue("streams") instanceof JsonArray listed) || listed.isEmpty()) {
            return Optional.empty();
        }
        List<Object> streams = listed.stream().toList();
        boolean wellFormed = streams.stream().allMatch(id -> id instanceof String text && role.mayName(text));
        return wellFormed
                ? Optional.of(streams.stream().map(String.class::cast).collect(Collectors.toSet()))
                : Optional.empty();
    }
}
