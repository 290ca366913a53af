package org.livetally.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Seal;

class ManifestTest {
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\" :");

    private static Manifest manifest() {
        Seal seal = new Seal(Seq.parse("7-0"), "0".repeat(64));
        return new Manifest(
                new Manifest.Facts("1.0", "s", 1, "CNY", seal, 2, 1, 100),
                List.of(new Manifest.Chunk(Seq.parse("6-0"), seal, 2)),
                List.of(new Manifest.Part("totals.json", 2, "1".repeat(64))));
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        assertEquals(manifest(), Manifest.of(manifest().json()));
    }

    /** One bit is enough for a field to have another name. */
    @Test
    void fieldOfAnotherNameIsAManifestThatCannotBeRead() {
        String json = new String(manifest().json(), StandardCharsets.UTF_8);
        Set<String> fields = new TreeSet<>();
        Matcher field = FIELD.matcher(json);
        while (field.find()) {
            fields.add(field.group(1));
            String damaged = json.substring(0, field.start(1)) + '_' + json.substring(field.start(1) + 1);
            assertThrows(
                    IOException.class,
                    () -> Manifest.of(damaged.getBytes(StandardCharsets.UTF_8)),
                    () -> "without " + damaged);
        }
        assertEquals(16, fields.size(), fields::toString);
    }
}
