package org.livetally.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import org.livetally.domain.Sha256;

/** Files that only their owner may read, from their first byte, and that outlive a loss of power. Blocking. */
public final class PrivateFiles {
    private static final FileAttribute<?> OWNER_ONLY = permissions("rw-------");
    private static final FileAttribute<?> OWNERS_DIRECTORY = permissions("rwx------");
    private static final int READ_BYTES = 64 << 10;

    private PrivateFiles() {}

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    /** Makes a directory, unless it is there. */
    public static void directory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) { // createDirectories refuses a symbolic link to one
            Files.createDirectories(directory, OWNERS_DIRECTORY);
        }
    }

    /**
     * Opens the part of a file that is to be written, empty, and keeps it from other writers until it is closed, or until
     * this process ends in whatever way.
     *
     * @throws IOException if somebody else writes it
     */
    public static FileChannel begin(Path file) throws IOException {
        Path part = part(file);
        FileChannel channel = lock(part);
        try {
            if (!Files.exists(part)) { // it has become the file since it was opened
                throw new IOException(file + " was written by somebody else a moment ago");
            }
            return channel.truncate(0);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Opens a file, made if it is missing, and keeps others from it until it is closed, or until this process ends in
     * whatever way.
     *
     * @throws IOException if somebody else has it
     */
    static FileChannel lock(Path file) throws IOException {
        // No links: in a directory that others may write to, one could name a file of the server's that would be
        // emptied.
        FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                OWNER_ONLY);
        if (isLocked(channel)) {
            channel.close();
            throw new IOException(file + " is being written by somebody else");
        }
        return channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true; // by this process
        }
    }

    /** Writes a file, all of it or nothing. */
    public static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = begin(file);
                OutputStream out = Channels.newOutputStream(channel)) {
            out.write(content);
            channel.force(true);
            publish(file);
        }
    }

    /** Copies a file, all of it or nothing. */
    public static void copy(Path from, Path file) throws IOException {
        try (FileChannel channel = begin(file);
                OutputStream out = Channels.newOutputStream(channel)) {
            Files.copy(from, out);
            channel.force(true);
            publish(file);
        }
    }

    /** The file that is written before it gets its name. */
    public static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /** Gives a part that is complete its name, in place of a file that has it. */
    public static void publish(Path file) throws IOException {
        Files.move(part(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(file.toAbsolutePath().resolveSibling("")); // otherwise the name could be lost with the power
    }

    /** Removes files of a directory, if they are there, for good. */
    static void remove(Path directory, Collection<Path> files) throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        force(directory);
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The SHA-256 of a file, in hexadecimal. */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            byte[] some = new byte[READ_BYTES];
            int read = 0;
            while (read >= 0) {
                read = in.read(some); // the digest sees it
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
