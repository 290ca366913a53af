package org.livetally.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.livetally.ledger.record.TestLedger.KEYS;
import static org.livetally.ledger.record.TestLedger.STREAM;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.livetally.ledger.record.RandomLives;
import org.livetally.ledger.record.TestLedger;

/** The lines of docs/archive.md recompute a seal with nothing but Python. */
final class ArchiveSnippetTest {
    private static final Pattern SNIPPET = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);

    @RegisterExtension
    final TestLedger ledger = TestLedger.empty();

    @RegisterExtension
    final Loop loop = new Loop();

    @TempDir
    Path directory;

    @Test
    void sealIsRecomputedAsTheDocumentSays() throws IOException, InterruptedException {
        Assumptions.assumeTrue(runs("python3", "--version"), "there is no Python");
        RandomLives lives = new RandomLives(2);
        for (int batch = 0; batch < 10; batch++) {
            ledger.record(lives.batch(6));
        }
        Path file = directory.resolve(STREAM + StreamFile.SUFFIX);
        try (StreamFileWriter to = StreamFileWriter.begin(file)) {
            ExportTarget target = new ExportTarget(to, 20, 8 << 20, messages -> {});
            loop.run(redis -> StreamExport.write(redis, KEYS, target, "test"));
            to.publish();
        }
        Matcher snippet = SNIPPET.matcher(Files.readString(Path.of("docs/archive.md")));
        assertTrue(snippet.find());
        Path script = Files.writeString(directory.resolve("seal.py"), snippet.group(1));

        Process python = new ProcessBuilder("python3", script.toString(), file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, python.waitFor(), said);
        try (StreamFile open = StreamFile.open(file)) {
            assertEquals(open.manifest().facts().seal().text(), said.strip());
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
