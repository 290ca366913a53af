package org.livetally.access;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that the product would not make. */
final class ForgedToken {
    private ForgedToken() {}

    /** Any claims, signed with the secret. {@code HS256} or {@code HS512}. */
    static String signed(String algorithm, String secret, JsonObject claims) {
        String text = base64(header(algorithm)) + "." + base64(claims.encode());
        try {
            String name = algorithm.replace("HS", "HmacSHA");
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), name));
            return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The claims of a valid token under another algorithm, without a signature. */
    static String unsigned(String algorithm, String token) {
        return base64(header(algorithm)) + "." + token.split("\\.")[1] + ".";
    }

    /** The claims of one token with the signature of another. */
    static String promoted(String signed, String claims) {
        return signed.split("\\.")[0] + "." + claims.split("\\.")[1] + "." + signed.split("\\.")[2];
    }

    private static String header(String algorithm) {
        return new JsonObject().put("typ", "JWT").put("alg", algorithm).encode();
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
