package org.livetally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.livetally.domain.Sha256;

/** The bill of materials in the jar names all that is in the jar. It runs after the jar was built. */
final class SbomTest {
    private static final Path JAR = Path.of("target/livetally.jar");
    private static final String SBOM = "META-INF/sbom/livetally.cdx.json";
    /** Made by the build from files of all artifacts. */
    private static final Set<String> JOINED =
            Set.of("META-INF/MANIFEST.MF", "META-INF/LICENSE", "META-INF/NOTICE", SBOM);

    private static JsonObject sbom = new JsonObject();

    @BeforeAll
    static void read() throws IOException {
        assumeTrue(Files.exists(JAR), "package comes first");
        boolean offline = "offline=true".equals(System.getProperty("livetally.build"));
        assumeTrue(!offline || entries(JAR).contains(SBOM), "it is made only where Maven is online");
        sbom = new JsonObject(new String(content(JAR, SBOM), StandardCharsets.UTF_8));
    }

    private static byte[] content(Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile());
                InputStream in = file.getInputStream(file.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    private static List<JsonObject> components() {
        return sbom.getJsonArray("components").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static Set<String> purls() {
        return components().stream()
                .map(component -> component.getString("purl").replaceFirst("\\?.*", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void eachFileOfTheJarIsOursOrOfAnArtifactThatIsNamed() throws IOException {
        Set<String> known = new HashSet<>(JOINED);
        for (String jar : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator)) {
            if (jar.endsWith(".jar") && purls().contains(purl(Path.of(jar)))) {
                known.addAll(entries(Path.of(jar)));
            }
        }
        Set<String> strange = new TreeSet<>(entries(JAR));
        strange.removeAll(known);
        strange.removeIf(name -> Files.exists(Path.of("target/classes", name)));

        assertEquals(Set.of(), strange);
    }

    /** By its place in Maven's repository: group, artifact, version. */
    private static String purl(Path jar) {
        Path version = jar.resolveSibling("");
        Path artifact = version.resolveSibling("");
        Path repository = Path.of(System.getProperty("user.home"), ".m2", "repository");
        String group = artifact.startsWith(repository)
                ? repository.relativize(artifact.resolveSibling("")).toString().replace(File.separatorChar, '.')
                : "";
        return "pkg:maven/" + group + "/" + artifact.getFileName() + "@" + version.getFileName();
    }

    private static Set<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void eachRedisServerOfTheJarIsNamedWithItsVersionAndHash() throws IOException {
        JsonObject redis = components().stream()
                .filter(component -> component.getString("name").equals("redis"))
                .findFirst()
                .orElseThrow();
        Set<String> inJar = entries(JAR).stream()
                .filter(name -> name.startsWith("redis-server-"))
                .collect(Collectors.toSet());
        JsonArray files = redis.getJsonArray("components");
        for (int i = 0; i < files.size(); i++) {
            JsonObject file = files.getJsonObject(i);
            String name = file.getString("name");
            assertTrue(name.startsWith("redis-server-" + redis.getString("version") + "-"), name);
            assertEquals(
                    Sha256.hex(content(JAR, name)),
                    file.getJsonArray("hashes").getJsonObject(0).getString("content"));
            assertTrue(inJar.remove(name), name);
        }
        assertEquals(Set.of(), inJar);
    }

    @Test
    void eachLibraryOfThePagesIsNamedWithItsVersion() throws IOException {
        Pattern library = Pattern.compile("META-INF/resources/_static/([^/]+)/([^/]+)/.*");
        Set<String> inJar = new TreeSet<>();
        for (String name : entries(JAR)) {
            Matcher parts = library.matcher(name);
            if (parts.matches()) {
                inJar.add("pkg:npm/" + parts.group(1) + "@" + parts.group(2));
            }
        }
        Set<String> named = purls().stream()
                .filter(purl -> purl.startsWith("pkg:npm/"))
                .map(purl -> purl.replaceFirst("/%40[^/]+/", "/")) // the folders lack the scope
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(inJar.size() >= 5, inJar::toString);
        assertTrue(named.containsAll(inJar), () -> inJar + " in " + named);
        named.removeAll(inJar);
        assertEquals(inEcharts(), named);
    }

    /** Its one file has its dependencies in it. */
    private static Set<String> inEcharts() throws IOException {
        String manifest = "META-INF/resources/_static/echarts/%s/package.json";
        try (InputStream in =
                SbomTest.class.getClassLoader().getResourceAsStream(manifest.formatted(version("echarts")))) {
            JsonObject echarts = new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return echarts.getJsonObject("dependencies").stream()
                    .map(dependency -> "pkg:npm/" + dependency.getKey() + "@" + dependency.getValue())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String version(String npm) {
        return purls().stream()
                .filter(purl -> purl.startsWith("pkg:npm/" + npm + "@"))
                .map(purl -> purl.replaceFirst(".*@", ""))
                .findFirst()
                .orElseThrow();
    }
}
