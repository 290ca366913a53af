package org.livetally.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The data directory of the last version whose data had no number of its format. Its streams have orders in all states,
 * refunds, shows, numbers, groups, deals, viewers, likes of a platform, a connector, a parked message and a campaign.
 */
public final class EarlierData {
    /** When it was written: its orders have not expired. */
    public static final InstantSource THEN = InstantSource.fixed(Instant.ofEpochMilli(1_795_971_991_000L));

    private EarlierData() {}

    /** Makes a copy of it as this directory, which must not exist yet. */
    public static Path unpack(Path data) throws IOException {
        Files.createDirectory(data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (ZipInputStream zip = new ZipInputStream(resource("1.zip"))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = data.resolve(entry.getName());
                Files.createDirectories(file.resolveSibling(""));
                Files.copy(zip, file);
            }
        }
        return data;
    }

    /** What its boards showed: board to section to what it was. */
    public static InputStream boards() {
        return resource("1.json");
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(EarlierData.class.getResourceAsStream("/formats/" + name));
    }
}
