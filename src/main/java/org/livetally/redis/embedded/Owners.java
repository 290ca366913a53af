package org.livetally.redis.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Whose a directory is, and who else gets at what is in it. */
final class Owners {
    private static final Logger LOG = Logger.getLogger(Owners.class.getName());
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private Owners() {}

    /** Whether it is a directory of this user that nobody else may enter. */
    static boolean isOursAlone(Path directory) throws IOException {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS)
                        .equals(self(Files.createTempFile("livetally-", ".owner")))
                && Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS)
                        .equals(OWNER_ONLY);
    }

    /** Refuses a data directory that strangers may have prepared for us, and warns of those who get at what is in it. */
    static void requireTrusted(Path root) throws IOException {
        requireTrusted(root, self(Files.createTempFile(root, ".livetally-", ".owner")));
    }

    /**
     * The same: to which anybody may write, or which anybody may have made before us. Permissions are checked but not
     * tightened, since others may be meant to use it, and a container's user often is not the owner of what it is given.
     *
     * @param self this user
     */
    static void requireTrusted(Path root, UserPrincipal self) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(root);
        if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new EmbeddedRedisException(
                    "Anybody may write to data directory " + root + ": use one of your own, or run `chmod 700` on it");
        }
        UserPrincipal owner = Files.getOwner(root);
        if (!owner.equals(self)) {
            Path parent = root.getParent();
            if (parent != null && Files.getPosixFilePermissions(parent).contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new EmbeddedRedisException("Data directory " + root + " belongs to " + owner.getName()
                        + ", and anybody could have made it: use one of your own, or run `chown` on it");
            }
            LOG.warning(() -> "Data directory " + root + " belongs to " + owner.getName()
                    + ", who can replace what is in it, and what this server runs from it");
        }
        if (!permissions.equals(OWNER_ONLY)) {
            LOG.warning(() -> "Other users may look into data directory " + root + ", which holds orders: chmod 700");
        }
    }

    /**
     * Takes what is open to the group and to others from them. Warns if that is not allowed, as where the files belong to
     * another user: the server can run on them all the same.
     */
    static void closeToOthers(Path file) throws IOException {
        Set<PosixFilePermission> open = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> closed = EnumSet.copyOf(OWNER_ONLY);
        closed.retainAll(open);
        if (closed.equals(open)) {
            return;
        }
        try {
            Files.setPosixFilePermissions(file, closed);
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    e,
                    () -> "Other users may look into " + file + ", which holds orders: chmod go= on it");
        }
    }

    /** Java does not tell the user id of its process, but a new file does. */
    private static UserPrincipal self(Path probe) throws IOException {
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }
}
