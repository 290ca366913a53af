package org.livetally.erasure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The files in a directory of archives. */
final class Archives {
    private Archives() {}

    /** All files, with what is in them. */
    static Map<Path, byte[]> files(Path directory) throws IOException {
        Map<Path, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.toList()) {
                files.put(file, Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** Makes the directory what it was. */
    static void restore(Path directory, Map<Path, byte[]> files) throws IOException {
        for (Path file : files(directory).keySet()) {
            Files.delete(file);
        }
        files.forEach(Archives::write);
    }

    /** Lets go what a process that was killed would have let go. */
    static void unlock(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(".lock"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a text stands: parts of the files, complete or not. */
    static List<String> partsWith(Path directory, String text) throws IOException {
        List<String> found = new ArrayList<>();
        for (Map.Entry<Path, byte[]> file : files(directory).entrySet()) {
            String name = file.getKey().getFileName().toString();
            if (name.endsWith(".part")) {
                found.add(name);
            }
            if (name.endsWith(".zip")) {
                found.addAll(partsOf(file.getKey(), text));
            }
        }
        return found;
    }

    private static List<String> partsOf(Path zip, String text) throws IOException {
        List<String> found = new ArrayList<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry part : file.stream().toList()) {
                byte[] content = file.getInputStream(part).readAllBytes();
                if (new String(content, StandardCharsets.UTF_8).contains(text)) {
                    found.add(zip.getFileName() + ": " + part.getName());
                }
            }
        }
        return found;
    }
}
