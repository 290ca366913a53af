package org.livetally.intake.connectors.stripe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.intake.connectors.Shops;
import org.livetally.intake.connectors.platform.Hook;
import org.livetally.intake.connectors.platform.Verified;
import org.livetally.intake.connectors.platform.Verified.Result;

final class StripeSignatureTest {
    private static final byte[] BODY = "{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);
    private static final String V1 = "e326b9127f526dab808bd39e79a44ab61b0dc0517386b06a7abf563ce203409b";
    private static final long AT = 1_614_556_800_000L;

    private static Verified verify(String header, byte[] body, long now, String... secrets) {
        return new StripePlatform().verify(new Hook(Map.of("stripe-signature", header), body), List.of(secrets), now);
    }

    @Test
    void theKnownSignatureHolds() {
        assertEquals(Verified.genuine(0), verify("t=1614556800,v1=" + V1, BODY, AT, "whsec_test"));
    }

    @Test
    void anySecretAndAnySignatureWillDo() {
        String header = "t=1614556800,v1=" + "0".repeat(64) + ",v1=" + V1 + ",v0=" + V1;
        assertEquals(
                Result.GENUINE,
                verify(header, BODY, AT, "whsec_new", "whsec_test").result());
        assertEquals(Result.FORGED, verify(header, BODY, AT, "whsec_new").result());
    }

    @Test
    void ofThoseListedTheFirstTenCount() {
        String others = "t=1614556800,v0=" + V1 + ",v1=0".repeat(9);
        assertEquals(
                Result.GENUINE,
                verify(others + ",v1=" + V1, BODY, AT, "whsec_new", "whsec_test")
                        .result());
        assertEquals("hook_signature", rule(verify(others + ",v1=0,v1=" + V1, BODY, AT, "whsec_test")));
    }

    @Test
    void theTimeIsLookedAtBeforeTheSignature() {
        assertEquals("hook_clock", rule(verify("t=1614556800,v1=0", BODY, AT + 300_001, "whsec_test")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t=1614556800",
                "v1=" + V1,
                "t=1614556800,v0=" + V1,
                "t=1614556801,v1=" + V1,
                "t=1614556800,t=1614556801,v1=" + V1,
                "t=-1614556800,v1=" + V1,
                "t=99999999999999999999,v1=" + V1,
                "t=,v1="
            })
    void otherHeadersAreForged(String header) {
        assertEquals("hook_signature", rule(verify(header, BODY, AT, "whsec_test")));
    }

    @Test
    void eachChangedByteIsNoticed() {
        for (int i = 0; i < BODY.length; i++) {
            byte[] changed = BODY.clone();
            changed[i] ^= 1;
            assertNotEquals(
                    Result.GENUINE,
                    verify("t=1614556800,v1=" + V1, changed, AT, "whsec_test").result());
        }
    }

    @ParameterizedTest
    @CsvSource({"300000, true", "300001, false", "-300000, true", "-300001, false"})
    void theToleranceHasTwoEdges(long late, boolean genuine) {
        Verified verified = verify("t=1614556800,v1=" + V1, BODY, AT + late, "whsec_test");
        assertEquals(genuine, verified.result() == Result.GENUINE);
        assertEquals(-late, verified.skewMs());
    }

    private static String rule(Verified verified) {
        assertEquals(Result.FORGED, verified.result());
        return Shops.rule(Objects.requireNonNull(verified.reason()));
    }
}
