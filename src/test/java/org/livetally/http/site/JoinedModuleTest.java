package org.livetally.http.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How parts become one file; and the client library, which is served so. {@link JavaScriptTest} runs that. */
final class JoinedModuleTest {
    private static final Path WEBROOT = Path.of("src/main/resources/webroot");
    private static final Pattern TYPE = Pattern.compile("@typedef \\{.*} (\\w+)");

    @Test
    void partsStandOnceBehindWhatTheyImportAndTheEntryExports() {
        String joined = join(Map.of(
                "/a/entry.js",
                "/** What it is. */\n\nimport {One} from './one.js';\nexport {two} from '../b/two.js';\nexport {One};\n\n"
                        + "export function entry() {\n  return new One(two);\n}\n",
                "/a/one.js",
                "import {\n  Base,\n  two,\n} from '../b/two.js';\n\n/** @import {Type} from './types.js' */\n\n"
                        + "export class One extends Base {}\n",
                "/b/two.js",
                "/** @typedef {string} Type */\n\nexport class Base {}\n\nexport const two = 2;\n\nexport {};\n"));
        assertEquals(
                "/** What it is. */\n\n"
                        + "/** @typedef {string} Type */\n\nclass Base {}\n\nconst two = 2;\n\n"
                        + "class One extends Base {}\n\n"
                        + "export {two};\nexport {One};\n\nexport function entry() {\n  return new One(two);\n}\n",
                joined);
    }

    @Test
    void modulesThatImportOneAnotherCannotBeJoined() {
        Map<String, String> circle = Map.of(
                "/a/entry.js", "import {b} from './b.js';\n",
                "/a/b.js", "import {c} from './c.js';\n",
                "/a/c.js", "import {b} from './b.js';\n");
        String why =
                assertThrows(IllegalStateException.class, () -> join(circle)).getMessage();
        assertEquals("/a/b.js imports itself, by way of [/a/entry.js, /a/b.js, /a/c.js]", why);
    }

    @Test
    void missingPartIsNamed() {
        Map<String, String> files = Map.of("/a/entry.js", "import {b} from './b.js';\n");
        assertEquals(
                "no module /a/b.js",
                assertThrows(IllegalStateException.class, () -> join(files)).getMessage());
    }

    @Test
    void otherFilesAreServedAsTheyAre() {
        var files = JoinedModule.at("/a/entry.js", of(Map.of("/a/b.js", "import {c} from './c.js';\n")));
        assertEquals("import {c} from './c.js';\n", text(files.apply("/a/b.js")));
        assertTrue(files.apply("/a/entry.js").isEmpty());
    }

    /** What editors read: each type has one definition, and no comment imports one from elsewhere. */
    @Test
    void clientLibraryHoldsItsTypesOnce() {
        String client = client();
        List<String> types =
                TYPE.matcher(client).results().map(type -> type.group(1)).toList();
        assertEquals(types.stream().distinct().toList(), types);
        assertTrue(
                types.containsAll(List.of(
                        "Status",
                        "StatusChange",
                        "RecentOrder",
                        "BigOrders",
                        "Change",
                        "Message",
                        "LiveOrder",
                        "Ack",
                        "Pulse",
                        "Store")),
                types.toString());
        assertFalse(client.contains("import("), "types come from the file itself");
        assertFalse(client.contains("@import"), "types come from the file itself");
        assertTrue(client.startsWith("/**\n * Livetally's client: one file, no dependency"), "opens with what it is");
    }

    /** Else a page would have two of each class. */
    @Test
    void pagesImportTheLibraryAndNoneOfItsParts() throws IOException {
        Pattern part = Pattern.compile("['\"](?:[^'\"]*/)?client/[^'\"]*['\"]");
        try (Stream<Path> files = Files.walk(WEBROOT)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".js"))
                    .filter(path -> !path.startsWith(WEBROOT.resolve("client")))
                    .filter(path -> !path.equals(WEBROOT.resolve(Site.CLIENT.substring(1))))
                    .toList()) {
                String code = Files.readString(file);
                assertEquals(
                        List.of(),
                        part.matcher(code).results().map(MatchResult::group).toList(),
                        file.toString());
            }
        }
    }

    /** The client library as the server sends it. */
    static String client() {
        return text(JoinedModule.at(Site.CLIENT, Assets.below("webroot")).apply(Site.CLIENT));
    }

    private static String join(Map<String, String> files) {
        return text(JoinedModule.at("/a/entry.js", of(files)).apply("/a/entry.js"));
    }

    private static Function<String, Optional<byte[]>> of(Map<String, String> files) {
        return path -> Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Optional<byte[]> file) {
        return new String(file.orElseThrow(), StandardCharsets.UTF_8);
    }
}
