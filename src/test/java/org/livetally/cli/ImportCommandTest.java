package org.livetally.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.cli.CommandOutcome.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.livetally.acceptance.Program;
import org.livetally.testing.LiveServer;

/** {@code livetally import} against a running server; nobody is at a terminal. */
final class ImportCommandTest {
    private static final Path FILES = Path.of("src/test/resources/import");

    @RegisterExtension
    static final LiveServer SERVER = LiveServer.with("shop", "program", "empty", "bad");

    @TempDir
    private Path directory;

    private static CommandOutcome importing(String stream, String file, String... more) {
        List<String> words = List.of("import", FILES.resolve(file).toString(), "--stream", stream, "--url", url());
        return run(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static String url() {
        return "http://127.0.0.1:" + SERVER.port();
    }

    private static long gmv(String stream) {
        return SERVER.board(stream, "totals").getLong("gmv");
    }

    @Test
    void aDryRunShowsWhatTheFileHoldsAndYesRecordsIt() throws IOException {
        CommandOutcome dry = importing("shop", "totals.csv", "--dry-run");
        assertEquals(0, dry.exit(), dry::toString);
        assertTrue(dry.out().startsWith("totals.csv: csv, UTF-8"), dry::toString);
        assertTrue(dry.out().contains("amounts in yuan, times in Asia/Shanghai"), dry::toString);
        assertTrue(dry.out().contains("  orderId   订单号"), dry::toString);
        assertTrue(dry.out().contains("skipped: row 3: row is a total"), dry::toString);
        assertTrue(
                dry.out().contains("rows 6, rejected 0, skipped 4, orders 2, units 2\nsum 3.00 CNY\n"), dry::toString);
        assertEquals(0, gmv("shop"));

        CommandOutcome done = importing("shop", "totals.csv", "--yes");
        assertEquals(0, done.exit(), done::toString);
        assertTrue(done.out().endsWith("recorded 2, known before 0, conflicts 0, refused 0\n"), done::toString);
        assertTrue(done.err().contains("100 % 2 of 2"), done::toString);
        assertEquals(300, gmv("shop"));

        CommandOutcome again = importing("shop", "totals.csv", "--yes");
        assertTrue(again.out().endsWith("recorded 0, known before 2, conflicts 0, refused 0\n"), again::toString);
        Path other = Files.writeString(directory.resolve("o.csv"), "订单号,金额(元)\n1,9\n");
        CommandOutcome conflict = importing("shop", other.toAbsolutePath().toString(), "--yes");
        assertEquals(1, conflict.exit(), conflict::toString);
        assertTrue(
                conflict.out().contains("conflict: row 2: 1 is 9.00 CNY in the file, and 1.00 CNY were recorded"),
                conflict::toString);
    }

    @Test
    void aProgramOfItsOwnIsNotAskedWithoutATerminal() {
        String file = FILES.resolve("excel-gbk.csv").toString();
        try (Program asks = Program.start("import", file, "--stream", "program", "--url", url())) {
            assertEquals(2, asks.exitWithin(60), asks::output);
            assertTrue(asks.output().contains("there is no terminal to ask on: say --yes"), asks::output);
        }
        try (Program shows = Program.start("import", file, "--stream", "program", "--url", url(), "--yes")) {
            assertEquals(1, shows.exitWithin(60), shows::output);
            assertTrue(shows.output().contains("as GB18030: [\"订单号\""), shows::output);
        }
        assertEquals(0, gmv("program"));
        try (Program done = Program.start(
                "import", file, "--stream", "program", "--url", url(), "--yes", "--encoding", "GB18030")) {
            assertEquals(0, done.exitWithin(60), done::output);
        }
        assertEquals(20_780, gmv("program"));
    }

    @Test
    void badRowsAreNamedAndNothingIsRecorded() throws IOException {
        CommandOutcome bad = importing("bad", "no-unit.csv", "--yes");
        assertEquals(1, bad.exit(), bad::toString);
        assertTrue(bad.out().contains("error: row 1: unit must be yuan or fen"), bad::toString);
        assertEquals(0, gmv("bad"));

        Path mapping = Files.writeString(directory.resolve("mapping.json"), "{\"unit\":\"fen\"}");
        CommandOutcome said = importing("bad", "no-unit.csv", "--yes", "--mapping", mapping.toString());
        assertEquals(0, said.exit(), said::toString);
        assertEquals(1_990, gmv("bad"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-such-file.csv --stream empty",
                "totals.csv --stream UPPER",
                "totals.csv --stream empty --url ftp://x",
                "totals.csv --stream empty --mapping no-such-file",
                "totals.csv --stream empty",
            })
    void aBadOptionExitsWith2(String words) {
        CommandOutcome outcome = run(("import " + FILES + "/" + words).split(" "));
        assertEquals(2, outcome.exit(), outcome::toString);
    }

    @Test
    void whatTheServerSaysIsPassedOn() {
        CommandOutcome nowhere = importing("nowhere", "totals.csv", "--dry-run");
        assertEquals(1, nowhere.exit(), nowhere::toString);
        assertTrue(nowhere.err().contains("nothing was imported: there is no stream nowhere"), nowhere::toString);
        CommandOutcome old = importing("empty", "old.xls", "--dry-run");
        assertTrue(old.err().contains("body is an old Excel file"), old::toString);
        CommandOutcome away =
                run("import", FILES + "/totals.csv", "--stream", "s", "--dry-run", "--url", "http://127.0.0.1:1");
        assertEquals(1, away.exit(), away::toString);
        assertTrue(
                away.err().contains("no answer from http://127.0.0.1:1 (no connection): nothing was imported"),
                away::toString);
    }
}
