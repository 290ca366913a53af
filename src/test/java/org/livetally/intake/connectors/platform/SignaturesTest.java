package org.livetally.intake.connectors.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SignaturesTest {
    private final List<String> computed = new ArrayList<>();

    private String signature(String secret) {
        computed.add(secret);
        return "of " + secret;
    }

    /** Each is a pass over the whole body: thousands of them would keep an event loop for seconds. */
    @Test
    void whatASecretMakesIsComputedOnceHoweverManyAreListed() {
        List<String> listed = new ArrayList<>(Collections.nCopies(4_000, "of nobody"));
        assertFalse(Signatures.matchesAny(listed, List.of("old", "new"), this::signature));
        assertEquals(List.of("old", "new"), computed);
    }

    @Test
    void anyOfTheFirstTenWillDoWithAnySecret() {
        List<String> listed = new ArrayList<>(Collections.nCopies(Signatures.MAX_LISTED - 1, "of nobody"));
        listed.add("of new");
        assertTrue(Signatures.matchesAny(listed, List.of("old", "new"), this::signature));
        listed.add(0, "of nobody");
        assertFalse(Signatures.matchesAny(listed, List.of("old", "new"), this::signature));
    }

    @Test
    void withoutASignatureNothingIsComputed() {
        assertFalse(Signatures.matches(null, List.of("old"), this::signature));
        assertFalse(Signatures.matchesAny(List.of(), List.of("old"), this::signature));
        assertEquals(List.of(), computed);
    }
}
