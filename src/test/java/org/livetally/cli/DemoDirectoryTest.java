package org.livetally.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.Test;
import org.livetally.redis.embedded.EmbeddedRedis;

final class DemoDirectoryTest {
    /** Anybody may make such a directory, and run a server in it that answers what it likes. */
    @Test
    void aDemoOfSomebodyElseIsNotFound() throws IOException {
        try (DemoDirectory demo = new DemoDirectory();
                EmbeddedRedis redis = EmbeddedRedis.start(demo.path())) {
            assertTrue(redis.pid() > 0);
            assertTrue(isFound(demo.path()));
            permit(demo.path(), "rwxr-xr-x");
            assertFalse(isFound(demo.path()));
            permit(demo.path(), "rwx------");
            UserPrincipal self = Files.getOwner(demo.path());
            if (self.getName().equals("root")) { // nobody else can give a directory away
                Files.setOwner(demo.path(), nobody(demo.path()));
                assertFalse(isFound(demo.path()));
                Files.setOwner(demo.path(), self);
            }
            assertTrue(isFound(demo.path()));
        }
    }

    private static UserPrincipal nobody(Path file) throws IOException {
        return file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    }

    private static void permit(Path directory, String permissions) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
    }

    /** Other demos of this user may run. */
    private static boolean isFound(Path demo) throws IOException {
        return DemoDirectory.runningDemos().contains(demo);
    }
}
