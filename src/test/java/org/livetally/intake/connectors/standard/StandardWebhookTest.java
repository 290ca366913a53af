package org.livetally.intake.connectors.standard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.intake.connectors.HookFuzz;
import org.livetally.intake.connectors.Shops;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Shop;
import org.livetally.intake.connectors.platform.UnreadableException;
import org.livetally.intake.connectors.platform.Verified;
import org.livetally.intake.connectors.platform.Verified.Result;
import org.livetally.wire.MessageLimits;

final class StandardWebhookTest {
    /** The vector of the specification's own libraries. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final long AT = 1_614_265_330_000L;
    private static final String OTHER = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final Shop SHOP = Shops.in("CNY", Map.of());

    private final StandardPlatform standard = new StandardPlatform();

    private static Map<String, String> headers(String signature) {
        return new HashMap<>(
                Map.of("webhook-id", ID, "webhook-timestamp", "1614265330", "webhook-signature", signature));
    }

    private Verified verify(Map<String, String> headers, byte[] body, long now, String... secrets) {
        return standard.verify(new Hook(headers, body), List.of(secrets), now);
    }

    @Test
    void theKnownSignatureHolds() {
        assertEquals(Verified.genuine(0), verify(headers(SIGNATURE), BODY, AT, SECRET));
    }

    @Test
    void whileASecretIsReplacedEitherWillDo() {
        assertEquals(
                Result.GENUINE,
                verify(headers(SIGNATURE), BODY, AT, OTHER, SECRET).result());
        Map<String, String> both = headers("v1a,abc v1,AAAA " + SIGNATURE);
        assertEquals(Result.GENUINE, verify(both, BODY, AT, SECRET).result());
        assertEquals(Result.FORGED, verify(both, BODY, AT, OTHER).result());
    }

    @Test
    void ofThoseListedTheFirstTenCount() {
        String others = "v2,A v1a,A " + "v1,AAAA ".repeat(9);
        Map<String, String> tenth = headers(others + SIGNATURE);
        assertEquals(Result.GENUINE, verify(tenth, BODY, AT, OTHER, SECRET).result());
        Map<String, String> eleventh = headers(others + "v1,AAAA " + SIGNATURE);
        assertEquals(Result.FORGED, verify(eleventh, BODY, AT, OTHER, SECRET).result());
    }

    @Test
    void theTimeIsLookedAtBeforeTheSignature() {
        Verified late = verify(headers("v1,AAAA"), BODY, AT + 300_001, SECRET);
        assertEquals("hook_clock", Shops.rule(Objects.requireNonNull(late.reason())));
    }

    @ParameterizedTest
    @CsvSource({"300000, true", "300001, false", "-300000, true", "-300001, false"})
    void theToleranceHasTwoEdges(long late, boolean genuine) {
        Verified verified = verify(headers(SIGNATURE), BODY, AT + late, SECRET);
        assertEquals(genuine, verified.result() == Result.GENUINE);
        assertEquals(-late, verified.skewMs());
    }

    @Test
    void eachChangedByteIsNoticed() {
        for (int i = 0; i < BODY.length; i++) {
            byte[] changed = BODY.clone();
            changed[i] ^= 1;
            assertNotEquals(
                    Result.GENUINE,
                    verify(headers(SIGNATURE), changed, AT, SECRET).result());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "webhook-id, msg_other",
        "webhook-timestamp, 1614265331",
        "webhook-timestamp, -1",
        "webhook-timestamp, 99999999999999999999",
        "webhook-timestamp, now",
        "webhook-signature, 'v1,'",
        "webhook-signature, 'g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='",
        "webhook-signature, 'v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='"
    })
    void otherHeadersAreForged(String name, String value) {
        Map<String, String> changed = headers(SIGNATURE);
        changed.put(name, value);
        assertEquals(Result.FORGED, verify(changed, BODY, AT, SECRET).result());
        changed.remove(name);
        assertEquals(Result.FORGED, verify(changed, BODY, AT, SECRET).result());
    }

    @Test
    void secretsHaveTheirForm() {
        assertNull(standard.secretProblem(SECRET));
        assertNull(standard.secretProblem(StandardWebhook.newSecret()));
        assertNotEquals(StandardWebhook.newSecret(), StandardWebhook.newSecret());
        for (String bad : List.of("", "whsec_", "whsec_AAAA", "whsec_*", SECRET.substring(6))) {
            assertNotNull(standard.secretProblem(bad), bad);
        }
    }

    @Test
    void aMessageMayLeaveOutItsStreamAndChannel() throws UnreadableException {
        Hook hook = new Hook(Map.of("webhook-id", "msg_1"), """
                [{"type":"order","id":"a"},{"type":"order","id":"b","stream":"s2","channel":"c"},{"type":"payment"}]""".getBytes(StandardCharsets.UTF_8));
        assertEquals("""
                [{"type":"order","id":"a","stream":"s1","channel":"shop"}, \
                {"type":"order","id":"b","stream":"s2","channel":"c"}, {"type":"payment","stream":"s1"}]""", Shops.messages(standard.translate(hook, SHOP)).toString());
    }

    @Test
    void itHoldsAsManyMessagesAsAFrame() throws UnreadableException {
        String most = "[{}" + ",{}".repeat(MessageLimits.MAX_FRAME_MESSAGES - 1);
        Hook hook = new Hook(Map.of(), (most + "]").getBytes(StandardCharsets.UTF_8));
        assertEquals(1_000, Shops.messages(standard.translate(hook, SHOP)).size());
        Hook more = new Hook(Map.of(), (most + ",{}]").getBytes(StandardCharsets.UTF_8));
        UnreadableException refused = assertThrows(UnreadableException.class, () -> standard.translate(more, SHOP));
        assertEquals("frame_messages", Shops.rule(refused.reason()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "[1]", "[[]]", "{", "nonsense", "null"})
    void otherBodiesAreUnreadable(String body) {
        Hook hook = new Hook(Map.of(), body.getBytes(StandardCharsets.UTF_8));
        assertThrows(UnreadableException.class, () -> standard.translate(hook, SHOP));
    }

    @Test
    void theSampleIsGenuineAndReadable() throws UnreadableException {
        Hook sample = standard.sample(SHOP, SECRET, AT);
        assertEquals(
                Result.GENUINE, standard.verify(sample, List.of(SECRET), AT).result());
        assertEquals(1, Shops.messages(standard.translate(sample, SHOP)).size());
        assertArrayEquals(sample.body(), standard.sample(SHOP, SECRET, AT).body());
    }

    @Test
    void brokenDeliveriesNeverFail() {
        HookFuzz.assertNothingElseIsThrown(standard, SHOP, standard.sample(SHOP, SECRET, AT));
    }
}
