package org.livetally.intake.connectors.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signatures as shop platforms make them. Comparisons take the same time whatever differs. */
public final class Signatures {
    private Signatures() {}

    /** HMAC-SHA256 of the parts, one after another. */
    public static byte[] hmacSha256(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** MD5 of the parts, one after another: some platforms sign with nothing better. */
    public static byte[] md5(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    public static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Whether a signature is what one of the secrets makes. All of them are tried, so that a secret can be replaced
     * while both are in use.
     *
     * @param given by the sender; null if there is none
     * @param expected the signature that a secret makes, in the same text form
     */
    public static boolean matches(@Nullable String given, List<String> secrets, Function<String, String> expected) {
        boolean any = false;
        for (String secret : secrets) {
            any |= given != null && MessageDigest.isEqual(utf8(given), utf8(expected.apply(secret)));
        }
        return any;
    }
}
