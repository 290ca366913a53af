package org.livetally.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem;

/**
 * Signs and verifies tokens: JWTs with HS256.
 *
 * <p>Rotation: the first secret signs, each verifies. To change a secret without locking anybody out, put the new one
 * first, and drop the old one when its last token has expired.
 *
 * <p>One provider a secret: a Vert.x provider with several keys signs with any of them.
 *
 * <p>Expiry: checked here against the clock, so that {@link AccessHandler} can tell an expired token from a forged one.
 */
public final class Tokens {
    /** Maximum life of a token. */
    public static final Duration MAX_LIFE = Duration.ofDays(3_660);

    private static final String ALGORITHM = "HS256";
    private static final int MAX_TOKEN = 4 << 10;

    private final List<JWTAuth> providers;
    private final InstantSource clock;

    /** @param clock real time: the demo's clock does not shorten a token's life */
    public Tokens(Vertx vertx, List<String> secrets, InstantSource clock) {
        this.clock = clock;
        this.providers = secrets.stream().map(secret -> provider(vertx, secret)).toList();
    }

    /**
     * A token and its text.
     *
     * @param text the signed text, a secret of its bearer
     */
    public record Signed(String text, Token token) {
        /** Leaves out the text. */
        @Override
        public String toString() {
            return "Signed[" + token + "]";
        }
    }

    private static JWTAuth provider(Vertx vertx, String secret) {
        JWTOptions options = new JWTOptions().setAlgorithm(ALGORITHM).setIgnoreExpiration(true);
        PubSecKeyOptions key = new PubSecKeyOptions().setAlgorithm(ALGORITHM).setBuffer(secret);
        return JWTAuth.create(vertx, new JWTAuthOptions().setJWTOptions(options).addPubSecKey(key));
    }

    /**
     * Makes a token.
     *
     * @throws Problem if it names so many streams that {@link #verify} would refuse it
     */
    public Signed sign(Role role, Set<String> streams, Duration life) {
        return sign(role, streams, life, Long.MAX_VALUE, List.of());
    }

    /**
     * Makes a token that expires no later than its maker.
     *
     * @throws Problem if it names so many streams that {@link #verify} would refuse it, or if its lineage is too long
     */
    Signed sign(Role role, Set<String> streams, Duration life, Token maker) {
        List<String> lineage = maker.lineageOfMade();
        if (lineage.size() > Token.MAX_LINEAGE) {
            throw Problem.of(409, Rule.TOKEN_LINEAGE.reason(Token.MAX_LINEAGE));
        }
        return sign(role, streams, life, maker.expires(), lineage);
    }

    private Signed sign(Role role, Set<String> streams, Duration life, long latest, List<String> lineage) {
        long now = clock.instant().getEpochSecond();
        long expires = Math.min(now + life.toSeconds(), latest);
        Token token = new Token(UUID.randomUUID().toString(), role, streams, now, expires, lineage);
        JWTOptions options = new JWTOptions().setAlgorithm(ALGORITHM).setNoTimestamp(true);
        String text = providers.get(0).generateToken(token.claims(), options);
        if (text.length() > MAX_TOKEN) {
            throw Problem.invalidField("streams", Rule.TOKEN_LENGTH.reason());
        }
        return new Signed(text, token);
    }

    /** The token, expired or not; empty if none of our secrets signed it. Never throws, whatever the text is. */
    Optional<Token> verify(String text) {
        if (text.length() > MAX_TOKEN) {
            return Optional.empty();
        }
        return providers.stream()
                .map(provider -> authenticate(provider, text))
                .filter(Future::succeeded) // complete already: HMAC is computed synchronously
                .map(Future::result)
                .map(user -> user.attributes().getJsonObject("accessToken", new JsonObject()))
                .flatMap(claims -> Token.of(claims).stream())
                .findFirst();
    }

    boolean isExpired(Token token) {
        return token.expires() <= clock.instant().getEpochSecond();
    }

    private static Future<User> authenticate(JWTAuth provider, String text) {
        try {
            return provider.authenticate(new TokenCredentials(text));
        } catch (RuntimeException e) { // garbage, which must not reach the log
            return Future.failedFuture(e);
        }
    }

    /** The claims of a token without verifying it, to find out which token it is; empty if it is not a token. */
    public static Optional<Token> read(String text) {
        try {
            String payload = text.split("\\.", -1)[1];
            return Token.of(new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(payload))));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
