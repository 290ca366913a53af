package org.livetally.settings;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretStrengthTest {
    @ParameterizedTest
    @CsvSource({
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, only 1 different",
        "00000000000000000000000000000000000000000000000000000001, only 2 different",
        "12341234123412341234123412341234, only 4 different",
        "passwordpasswordpasswordpassword, everybody tries first",
        "change-me-change-me-change-me-please, everybody tries first",
        "qwertyuiopasdfghjklzxcvbnm123456789, everybody tries first",
        "correcthorsecorrecthorsecorrecthorse, repeats itself",
        "12345678901234567890123456789012, repeats itself",
        "abcdefghijklmnopqrstuvwxyz0123456789, runs through the alphabet",
        "zyxwvutsrqponmlkjihgfedcba9876543210, runs through the alphabet",
        "aaaabbbbccccddddeeeeffffgggghhhh, runs through the alphabet",
        "a-string-secret-at-least-256-bits-long, everybody tries first",
        "your-256-bit-secret-your-256-bit, everybody tries first",
        "MySuperSecretKeyForJWTTokens12345, everybody tries first",
        "livetally-production-token-secret-2026, everybody tries first",
        "this-is-a-very-long-secret-value-1, everybody tries first",
        "thequickbrownfoxjumpsoverthelazydog, everybody tries first",
        "too-short, at least 32 bytes"
    })
    void weakOnesAreRefusedWithTheReasonAndNotRepeated(String secret, String why) {
        String said = assertThrows(SettingException.class, () -> new AccessSettings(true, List.of(secret), List.of()))
                .toString();
        assertTrue(said.contains(why), said);
        assertTrue(said.contains("openssl rand -hex 32"), said);
        assertFalse(said.contains(secret), said);
    }

    @Test
    void anOldOneThatIsWeakIsRefusedBesideANewOne() {
        String both = "3f9d0c51b7e24a6688d1e0f7a9c3b25d," + "a".repeat(32);
        assertThrows(SettingException.class, () -> AccessSettings.of(true, both, null, null));
    }

    @Test
    void randomOnesAreNotRefused() {
        Random random = new Random(17);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[24];
            random.nextBytes(bytes);
            assertNull(SecretStrength.problem(HexFormat.of().formatHex(bytes)));
            assertNull(SecretStrength.problem(Base64.getEncoder().encodeToString(bytes)));
            assertNull(SecretStrength.problem(
                    new BigInteger(130, random).setBit(129).toString()));
        }
    }
}
