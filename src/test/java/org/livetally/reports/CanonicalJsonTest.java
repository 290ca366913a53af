package org.livetally.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.domain.Sha256;

/** The form in which a report is hashed, which strangers can make with other tools. */
final class CanonicalJsonTest {
    private static final String REPORT =
            "{\"type\":\"report\",\"b\":[1,0.0001,{\"x\":\"青稞 \\\"q\\\" /\"},[],true,null],\"a\":{},\"n\":9007199254740991}";

    private static String sha256(String json) throws IOException {
        return CanonicalJson.sha256(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void spacesAndTheHashItselfDoNotCountButTheOrderOfFieldsDoes() throws IOException {
        String expected = Sha256.hex(REPORT.getBytes(StandardCharsets.UTF_8));

        assertEquals(expected, sha256(REPORT));
        assertEquals(expected, sha256(REPORT.replace(",\"a\"", " ,\n  \"a\" ").replace("[1,", "[ 1 ,\t")));
        assertEquals(expected, sha256(REPORT.replace("\"b\"", "\"sha256\":{\"any\":[1]},\"b\"")));
        assertEquals(expected, sha256(REPORT.replace("青", "\\u9752")));
        assertNotEquals(expected, sha256("{\"b\":1,\"type\":\"report\"}"));
        assertNotEquals(sha256("{\"a\":1.0}"), sha256("{\"a\":1}"), "numbers are as they are written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{", "{\"a\":1}{}", "{\"a\":1,\"a\":2}", "{\"a\":}"})
    void whatIsNoReportIsRefused(String json) {
        assertThrows(IOException.class, () -> sha256(json));
    }

    /** The program in docs/report.md says of a report what the server says. */
    @Test
    void theProgramInTheDocumentAgrees(@TempDir Path dir) throws Exception {
        Matcher program = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/report.md")));
        Assumptions.assumeTrue(program.find() && hasPython());
        Path script = Files.writeString(dir.resolve("check.py"), program.group(1));
        String hashed = REPORT.substring(0, REPORT.length() - 1) + ",\"sha256\":\"" + sha256(REPORT) + "\"}";

        assertEquals("as it was written", run(script, Files.writeString(dir.resolve("a.json"), hashed)));
        String indented = new JsonObject(hashed).encodePrettily().replace("1.0E-4", "0.0001");
        assertEquals("as it was written", run(script, Files.writeString(dir.resolve("b.json"), indented)));
        String changed = hashed.replace("0.0001", "0.0002");
        assertEquals("changed", run(script, Files.writeString(dir.resolve("c.json"), changed)));
    }

    private static boolean hasPython() {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static String run(Path script, Path file) throws Exception {
        Process process = new ProcessBuilder(List.of("python3", script.toString(), file.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(20, TimeUnit.SECONDS);
        return said.strip();
    }
}
