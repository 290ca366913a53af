package org.livetally.domain.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The cases that pages are held to as well, by {@code milestones.test.js}. */
final class MilestoneTest {
    @Test
    void theSameIsPassedOnTheServerAndOnPages() throws IOException {
        JsonArray cases = new JsonArray(Files.readString(Path.of("src/test/resources/milestones.json")));
        for (Object each : cases) {
            JsonObject one = (JsonObject) each;
            Milestone passed = Milestone.passed(
                    one.getLong("before"), one.getLong("after"), one.getLong("goal"), one.getLong("unit"));
            assertEquals(one.getString("passed"), passed == null ? null : passed.text(), one::encode);
        }
    }
}
