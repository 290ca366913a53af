package org.livetally.auth;

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
import org.livetally.model.Problem;
import org.livetally.model.Rule;
import org.livetally.redis.RedisLink;
import org.livetally.redis.StreamKeys;

/**
 * The tokens that were made and have not ended, in Redis: without their text, which nobody can ask for again. One that was made where
 * Redis could not be reached is listed at its first use.
 */
public final class TokenList {
    /** How many living tokens may be made with one from the command line, its children's and theirs included. */
    static final int MAX_OF_FIRST = 1_000;
    /** The same with one that was itself made with another, so that a stolen one does not use up the share of its makers. */
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
     * Lists a token that was made just now.
     *
     * @return fails with a {@link Problem} if its maker has made too many
     */
    public Future<Void> add(Token made) {
        return redis.run(KeepTokens.made(made, now())).map(reply -> {
            if (reply.toString().equals("many")) {
                throw tooMany();
            }
            return null;
        });
    }

    static Problem tooMany() {
        return Problem.of(409, Rule.TOKENS_MADE.reason(MAX_OF_MADE, MAX_OF_FIRST));
    }

    /** Says that these were used just now. */
    Future<Response> used(Collection<Token> tokens) {
        return redis.run(KeepTokens.used(tokens, now(), clock.millis()));
    }

    /** Those that this operator may know of, the newest first: an operator of some streams, what was made with its own. */
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
        // By position: by name, the client would search all of the reply for each.
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
