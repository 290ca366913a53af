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
    /** Of the signatures that a delivery lists, so many are looked at: a sender replaces one secret by another, not by ten. */
    public static final int MAX_LISTED = 10;

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
        return given != null && matchesAny(List.of(given), secrets, expected);
    }

    /**
     * As {@link #matches}, for senders that list several signatures while they replace a secret. What a secret makes is
     * computed once, however many are listed: whoever knows no secret can list thousands below a long body.
     *
     * @param listed by the sender; the first {@value #MAX_LISTED} count
     */
    public static boolean matchesAny(List<String> listed, List<String> secrets, Function<String, String> expected) {
        List<byte[]> given =
                listed.stream().limit(MAX_LISTED).map(Signatures::utf8).toList();
        boolean any = false;
        for (String secret : given.isEmpty() ? List.<String>of() : secrets) {
            byte[] made = utf8(expected.apply(secret));
            for (byte[] one : given) {
                any |= MessageDigest.isEqual(one, made);
            }
        }
        return any;
    }
}
