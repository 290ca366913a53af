package org.livetally.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A file of which somebody has rewritten entries, and made a valid ZIP again. */
final class Forged {
    private Forged() {}

    static Path with(Path path, UnaryOperator<LedgerLine> change) throws IOException {
        Path forged = path.resolveSibling("forged.zip");
        try (ZipFile zip = new ZipFile(path.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(forged))) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                out.putNextEntry(new ZipEntry(entry.getName()));
                if (entry.getName().startsWith("ledger/")) {
                    ByteArrayOutputStream lines = new ByteArrayOutputStream();
                    StreamFile.eachLine(
                            zip.getInputStream(entry),
                            line -> lines.write(
                                    change.apply(LedgerLine.of(line)).bytes()));
                    out.write(lines.toByteArray());
                } else {
                    out.write(zip.getInputStream(entry).readAllBytes());
                }
                out.closeEntry();
            }
        }
        return forged;
    }
}
