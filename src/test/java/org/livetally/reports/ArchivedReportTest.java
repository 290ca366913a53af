package org.livetally.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.settings.ArchiveSettings;
import org.livetally.settings.Settings;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestRedis;

/** The report of an archived stream is counted from its file, and is what it was. */
final class ArchivedReportTest {
    private static final String STREAM = "naqu";

    private static JsonObject answered(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        return new JsonObject(answer.body());
    }

    @Test
    void theReportOfAnArchivedStreamIsWhatItWas(@TempDir Path directory) {
        TestRedis.flush();
        Settings settings = new Settings("127.0.0.1", 0, TestRedis.uri(), directory.resolve("none"))
                .with(new ArchiveSettings(directory, null));
        LiveServer server = LiveServer.start(settings, InstantSource.system());
        try {
            new SoldStream(server, STREAM).record();
            answered(server.send("POST", "/api/streams/" + STREAM + "/close", ""));
            String report = server.send("GET", "/api/reports/" + STREAM, "").body();
            JsonObject before = new JsonObject(report);

            answered(server.send("POST", "/api/streams/" + STREAM + "/archive", ""));

            JsonObject after = answered(server.send("GET", "/api/reports/" + STREAM, ""));
            for (String figures : before.fieldNames()) {
                if (!figures.equals("ledger") && !figures.equals("sha256")) {
                    assertEquals(before.getValue(figures), after.getValue(figures), figures);
                }
            }
            JsonObject ledger = after.getJsonObject("ledger");
            assertEquals(before.getJsonObject("ledger").getString("sha256"), ledger.getString("sha256"));
            assertEquals(0, ledger.getJsonObject("audit").getInteger("differences"));
            JsonObject verdict = answered(server.send("POST", "/api/verify/" + STREAM, report));
            assertTrue(verdict.getBoolean("valid"), verdict::encode);
            String seal = ledger.getString("sha256") + "@" + ledger.getString("seq");
            assertTrue(answered(server.send("GET", "/api/verify/" + STREAM + "?seal=" + seal, ""))
                    .getBoolean("valid"));
        } finally {
            server.close();
        }
    }
}
