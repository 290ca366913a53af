package org.livetally.auth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.livetally.model.Ids;

/**
 * What a token says.
 *
 * @param id its own ({@code jti}), by which it is revoked; no secret
 * @param role what it is for
 * @param streams for which streams; empty for all, which only an operator's can be
 * @param issued epoch seconds; 0 where it does not say
 * @param expires epoch seconds
 * @param lineage the ids of the tokens that it was made with, its maker's last: it is good while none of them is revoked. Empty if it
 *     was made on the command line
 */
public record Token(String id, Role role, Set<String> streams, long issued, long expires, List<String> lineage) {
    /** How many makers a token may have, one made with the other. */
    static final int MAX_LINEAGE = 8;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public Token {
        streams = Set.copyOf(streams);
        lineage = List.copyOf(lineage);
    }

    /** Whether its own id, or that of one that it was made with, is among these. */
    boolean isAmong(Set<String> ids) {
        if (ids.contains(id)) {
            return true;
        }
        for (int i = 0; i < lineage.size(); i++) { // asked with each order: no iterator
            if (ids.contains(lineage.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** The lineage of what is made with it. */
    List<String> lineageOfMade() {
        return Stream.concat(lineage.stream(), Stream.of(id)).toList();
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

    /** Reads claims that are known to be ours; empty if they are not whole all the same. */
    static Optional<Token> of(JsonObject claims) {
        if (!(claims.getValue("jti") instanceof String id)
                || !(claims.getValue("role") instanceof String name)
                || !(claims.getValue("exp") instanceof Number expires)) {
            return Optional.empty();
        }
        Optional<List<String>> lineage = lineage(claims);
        if (lineage.isEmpty()) {
            return Optional.empty(); // whoever made it could not be revoked
        }
        long issued = claims.getValue("iat") instanceof Number at ? at.longValue() : 0;
        return Role.of(name)
                .flatMap(role -> streams(claims)
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
