package org.livetally.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where streams are archived, and when.
 *
 * @param directory of the files
 * @param afterDays after so many days closed streams are archived by themselves; null for never
 */
public record ArchiveSettings(Path directory, @Nullable Integer afterDays) {
    private static final int MAX_DAYS = 36_500;

    /** @throws SettingException that names the first bad value */
    public ArchiveSettings {
        if (directory.toString().isEmpty()) {
            throw new SettingException("archive-dir", "must not be empty");
        }
        if (afterDays != null && (afterDays < 0 || afterDays > MAX_DAYS)) {
            throw new SettingException("archive-after-days", "must be from 0 to " + MAX_DAYS + ", not " + afterDays);
        }
    }

    /** In the data directory, and only when somebody asks. */
    public static ArchiveSettings in(Path dataDir) {
        return new ArchiveSettings(dataDir.resolve("archive"), null);
    }
}
