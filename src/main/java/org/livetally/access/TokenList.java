package org.livetally.access;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;
import org.livetally.redis.client.RedisLink;
import org.livetally.redis.client.StreamKeys;

/**
 * The list in Redis of tokens that were made and have not expired. It holds their claims but not their text, which
 * nobody can get again.
 *
 * <p>For people only: whether a token is valid does not depend on the list. A token that is not on it (because Redis
 * could not be reached, or was emptied) is added within two seconds of its first use.
 *
 * <p>Quotas: a token from the command line, with everything made with it, is charged for a thousand entries at most.
 * Living tokens are charged, and so are revoked ids that are not on the list, since those can be made up. An operator
 * of some streams can revoke its own token and those made with it. A token on the list can always be revoked; of
 * others, up to {@link Revocations#MAX_REVOKED}.
 *
 * <p>Keys: all of them share the slot of {@code livetally:revoked}, whose whole name is the hash tag of the others.
 * That key is older than the list, and under a new name the tokens that it revokes would be valid again.
 */
public final class TokenList {
    /** Maximum of living tokens made with a token from the command line, directly or indirectly. */
    static final int MAX_OF_FIRST = 1_000;
    /**
     * The same for a token that was itself made with another, so that a stolen one does not use up the share of its
     * makers.
     */
    static final int MAX_OF_MADE = 100;

    private static final Comparator<Token> NEWEST_FIRST =
            Comparator.comparingLong(Token::issued).reversed().thenComparing(Token::id);

    private final RedisLink redis;
    private final InstantSource clock;

    public TokenList(RedisLink redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /**
     * Adds a new token.
     *
     * @return fails with a {@link Problem} if its maker has made too many
     */
    public Future<Void> add(Token made) {
        return redis.runReplicated(KeepTokens.made(made, now())).map(reply -> {
            if (reply.toString().equals("many")) {
                throw tooMany();
            }
            return null;
        });
    }

    static Problem tooMany() {
        return Problem.of(409, Rule.TOKENS_MADE.reason(MAX_OF_MADE, MAX_OF_FIRST));
    }

    /** Notes that these tokens were used just now. */
    Future<Response> used(Collection<Token> tokens) {
        return redis.run(KeepTokens.used(tokens, now(), clock.millis()));
    }

    /**
     * The tokens that this operator may know, newest first. An operator of some streams sees what was made with its own
     * token.
     */
    Future<JsonArray> seenBy(Token operator) {
        Future<Response> tokens = redis.send(Request.cmd(Command.HGETALL).arg(StreamKeys.TOKENS));
        Future<Response> used = redis.send(Request.cmd(Command.HGETALL).arg(StreamKeys.TOKENS_USED));
        Future<Set<String>> revoked = Revocations.read(redis, clock);
        return Future.all(tokens, used, revoked).map(all -> {
            Map<String, Long> uses = new HashMap<>();
            for (int i = 0; i + 1 < used.result().size(); i += 2) {
                uses.put(
                        used.result().get(i).toString(),
                        used.result().get(i + 1).toLong());
            }
            JsonArray list = new JsonArray();
            living(tokens.result()).stream()
                    .filter(token -> operator.coversAll() || token.lineage().contains(operator.id()))
                    .sorted(NEWEST_FIRST)
                    .forEach(token -> list.add(json(token, uses.getOrDefault(token.id(), 0L), revoked.result())));
            return list;
        });
    }

    private List<Token> living(Response hash) {
        // By position: a look-up by name searches the whole reply each time.
        return IntStream.range(0, hash.size() / 2)
                .mapToObj(i -> new JsonObject(hash.get(2 * i + 1).toString()))
                .flatMap(claims -> Token.of(claims).stream())
                .filter(token -> token.expires() > now())
                .toList();
    }

    private static JsonObject json(Token token, long used, Set<String> revoked) {
        JsonObject json = new JsonObject().put("id", token.id());
        SessionJson.describe(json, token);
        json.put("created", TimeUnit.SECONDS.toMillis(token.issued()));
        if (!token.lineage().isEmpty()) {
            json.put("maker", token.lineage().get(token.lineage().size() - 1));
        }
        if (used > 0) {
            json.put("lastUsed", used);
        }
        if (token.isAmong(revoked)) {
            json.put("revoked", true);
        }
        return json;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
