package org.livetally.groups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.streams.life.StreamsServer.ONE;
import static org.livetally.streams.life.StreamsServer.version;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.livetally.streams.life.StreamsServer;
import org.livetally.tables.TableFormat;
import org.livetally.tables.Workbooks;

/** Trees of groups as files for spreadsheets. */
final class GroupTablesTest {
    private static final String GROUPS = ONE + "/groups";
    private static final String FILE = "group,parent,headCount\r\n仁爱社区,秀洲区,150\r\n秀洲区,,900\r\n";
    private static final String TREE = "{\"仁爱社区\":{\"parent\":\"秀洲区\",\"headCount\":150},\"秀洲区\":{\"headCount\":900}}";

    @RegisterExtension
    final StreamsServer server = StreamsServer.withStream();

    @Test
    void csvReplacesTheTreeAndIsGivenBack() {
        HttpResponse<String> answer = put(FILE);
        assertEquals("{\"groups\":2,\"changed\":2}", answer.body());
        assertEquals(TREE, server.get(GROUPS).body());

        HttpResponse<String> file = server.get(GROUPS + ".csv");
        assertEquals("\uFEFF" + FILE, file.body());
        assertEquals(
                "attachment; filename=\"naqu-4500m-groups.csv\"",
                file.headers().firstValue("Content-Disposition").orElse(""));
        assertEquals("{\"groups\":2,\"changed\":0}", put(file.body()).body());
    }

    @Test
    void aWorkbookChangesSome() {
        put(FILE);
        byte[] file = TableFormat.XLSX.write(
                Workbooks.columns("headCount", "group", "parent"),
                Stream.of(List.of(160L, "仁爱社区", "秀洲区"), List.of("", " 新城 ", "")));

        assertEquals(
                "{\"groups\":3,\"changed\":2}",
                send("PATCH", TableFormat.XLSX.contentType(), file, "").body());

        assertEquals(
                "{\"仁爱社区\":{\"parent\":\"秀洲区\",\"headCount\":160},\"新城\":{},\"秀洲区\":{\"headCount\":900}}",
                server.get(GROUPS).body());
        HttpResponse<String> workbook = server.get(GROUPS + ".xlsx");
        assertEquals(200, workbook.statusCode());
        assertEquals(
                TableFormat.XLSX.contentType(),
                workbook.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void everyBadRowIsNamedByItsNumberAndNothingIsTaken() {
        put(FILE);

        JsonObject problem =
                StreamsServer.json(put("group,parent,headCount\r\na,,0\r\n,,\r\nb,,1.5\r\na,,\r\nc,,7,8\r\n"));
        assertEquals(List.of("2 headCount", "3 group", "4 headCount", "5 group", "6 group"), errors(problem));
        JsonObject parents = StreamsServer.json(put("group,parent\r\na,b\r\nb,a\r\nc,d\r\n"));
        assertEquals(List.of("2 parent", "3 parent", "4 parent"), errors(parents));
        JsonObject header = StreamsServer.json(put("group,heads\r\na,7\r\n"));
        assertEquals(List.of("1 heads"), errors(header));

        assertEquals(TREE, server.get(GROUPS).body());
    }

    private static List<String> errors(JsonObject problem) {
        JsonArray errors = problem.getJsonArray("errors");
        List<String> found = new ArrayList<>();
        errors.forEach(error ->
                found.add(((JsonObject) error).getValue("row") + " " + ((JsonObject) error).getString("field")));
        return found;
    }

    @Test
    void aDryRunTellsWhatWouldBeDoneAndDoesNothing() {
        assertEquals(
                "{\"groups\":2,\"changed\":2}",
                send("PUT", "text/csv", FILE.getBytes(UTF_8), "?dryRun=true").body());
        assertEquals("{}", server.get(GROUPS).body());
        assertEquals(1, version());

        HttpResponse<String> bad = send("PUT", "text/csv", "group,parent\r\na,b\r\n".getBytes(UTF_8), "?dryRun=true");
        assertEquals(400, bad.statusCode());
        assertTrue(bad.body().contains("group_parent"), bad.body());
    }

    private HttpResponse<String> put(String file) {
        return send("PUT", "text/csv", file.getBytes(UTF_8), "");
    }

    private HttpResponse<String> send(String method, String type, byte[] file, String query) {
        return server.http()
                .send(server.http()
                        .request(GROUPS + query)
                        .header("Content-Type", type)
                        .method(method, BodyPublishers.ofByteArray(file)));
    }
}
