package org.livetally.http.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a page imports is known without reading all of its code. */
final class ModulesTest {
    private static final Path WEBROOT = Path.of("src/main/resources/webroot");
    private static final Pattern COMMENT =
            Pattern.compile("/\\*.*?\\*/|^\\s*//[^\\n]*", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern IMPORT_ANYWHERE =
            Pattern.compile("(?:^|[;}\\s])(?:import|export)\\b(?:[\\w$*\\s{},]*?\\bfrom)?\\s*([\"'])([^\"'\\n]+)\\1");

    @Test
    void importsAreFoundHoweverTheyAreWritten() {
        assertEquals(
                List.of("a", "./b.js", "../c.js", "d", "e", "f"),
                names("/** import 'no'; * */\n// import 'no';\n\nimport \"a\";import{x as y}from\"./b.js\";\n"
                        + "import {\n  one,\n  two,\n} from '../c.js'; // 中文\nimport * as d from 'd';\n/**/export*from\"e\";"
                        + "export {g} from 'f';\nconst rest = import('no');\nexport const h = 'no';\n"));
        assertEquals(List.of(), names("export const a = 'no';\n"));
        assertEquals(List.of(), names("import('no');\n"));
        assertEquals(List.of(), names(""));
    }

    @Test
    void aLongCommentBeforeThemCostsNoStack() {
        assertEquals(List.of("a"), names("/*" + " *\n".repeat(100_000) + "*/" + " \n".repeat(100_000) + "import 'a';"));
        assertEquals(List.of("a"), names("// x\n/* x */;".repeat(1_000) + "import 'a';"));
    }

    @Test
    void noModuleOfOursHasAnImportBehindOtherCode() throws IOException {
        try (Stream<Path> files = Files.walk(WEBROOT)) {
            List<Path> modules =
                    files.filter(file -> file.toString().endsWith(".js")).toList();
            assertTrue(modules.size() > 100, modules::toString);
            for (Path module : modules) {
                assertSameAsAnywhere(module.toString(), read(module));
            }
        }
    }

    @Test
    void norHasOneOfTheLibrariesThatPagesLoad() {
        Map<String, byte[]> libraries = new LinkedHashMap<>();
        Function<String, Optional<byte[]>> files = path -> {
            Optional<byte[]> file = Assets.below(path.startsWith("/_static/") ? "META-INF/resources" : "webroot")
                    .apply(path);
            file.filter(found -> path.startsWith("/_static/")).ifPresent(found -> libraries.put(path, found));
            return file;
        };
        Modules modules = new Modules(Page.importMap(Page.shell("webroot/shell.html")), files);
        assertTrue(modules.links("/board/board.js").contains("_static/lit/"));
        libraries.forEach(ModulesTest::assertSameAsAnywhere);
        assertTrue(libraries.size() > 5, () -> libraries.keySet().toString());
    }

    private static void assertSameAsAnywhere(String path, byte[] code) {
        String bare = COMMENT.matcher(new String(code, StandardCharsets.UTF_8)).replaceAll("");
        List<String> anywhere = IMPORT_ANYWHERE
                .matcher(bare)
                .results()
                .map(found -> found.group(2))
                .toList();
        assertEquals(anywhere, Modules.names(code), path);
    }

    private static List<String> names(String code) {
        return Modules.names(code.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
