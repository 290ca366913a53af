package org.livetally.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.livetally.domain.Sha256;
import org.livetally.domain.order.Seq;
import org.livetally.ledger.Chain;
import org.livetally.ledger.Seal;

/**
 * Reads the whole file of a stream and compares it with what was written: the file's own hash, the size and hash of each
 * part, the chain over the ledger's entries. Names the places that differ. Blocking, at constant memory.
 */
public final class StreamFileCheck {
    private final StreamFile file;
    private final LongConsumer progress;
    private final List<Damage> damages = new ArrayList<>();
    private Chain chain = Chain.start();
    private Seq last = Seq.START;
    private long messages;

    private StreamFileCheck(StreamFile file, LongConsumer progress) {
        this.file = file;
        this.progress = progress;
    }

    /**
     * Checks a file.
     *
     * @param sha256 that it had when it was written, in hexadecimal; null if nobody knows
     * @return what is wrong; empty if nothing is
     */
    public static List<Damage> run(Path path, @Nullable String sha256) throws IOException {
        return run(path, sha256, messages -> {});
    }

    /** @param progress is told often how many messages of the ledger are read */
    public static List<Damage> run(Path path, @Nullable String sha256, LongConsumer progress) throws IOException {
        List<Damage> damages = new ArrayList<>();
        boolean changed = sha256 != null && !PrivateFiles.sha256(path).equals(sha256);
        try (StreamFile file = StreamFile.open(path)) {
            damages.addAll(new StreamFileCheck(file, progress).check());
        } catch (IOException e) {
            damages.add(new Damage("", "", "the file cannot be read: " + e.getMessage()));
        }
        if (changed && damages.isEmpty()) {
            damages.add(new Damage("", "", "the ZIP's own headers differ, and none of its parts"));
        }
        return damages;
    }

    private List<Damage> check() {
        checkNames();
        for (Manifest.Part part : file.manifest().parts()) {
            checkContent(part);
        }
        for (int chunk = 0; chunk < file.manifest().chunks().size(); chunk++) {
            checkChunk(chunk);
        }
        checkFacts();
        return damages;
    }

    private void add(String part, String entry, String what) {
        damages.add(new Damage(part, entry, what));
    }

    private void checkNames() {
        Set<String> expected = new HashSet<>(file.manifest().byName().keySet());
        expected.add(Manifest.NAME);
        for (ZipEntry entry : file.entries()) {
            if (!expected.remove(entry.getName())) {
                add(entry.getName(), "", "is there, and not in the manifest");
            }
            if (entry.getName().equals(Manifest.NAME)) {
                checkManifest(entry);
            }
        }
        expected.forEach(name -> add(name, "", "is missing"));
    }

    /** The manifest names all parts but itself. */
    private void checkManifest(ZipEntry entry) {
        try {
            CRC32 crc = new CRC32();
            crc.update(file.bytes(Manifest.NAME));
            if (crc.getValue() != entry.getCrc()) {
                add(Manifest.NAME, "", "its content was changed");
            }
        } catch (IOException e) {
            add(Manifest.NAME, "", "cannot be read: " + e.getMessage());
        }
    }

    private void checkContent(Manifest.Part part) {
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(file.read(part.name()), digest)) {
            long bytes = in.transferTo(java.io.OutputStream.nullOutputStream());
            String found = HexFormat.of().formatHex(digest.digest());
            if (bytes != part.bytes() || !found.equals(part.sha256())) {
                add(
                        part.name(),
                        "",
                        "its content was changed: it has " + bytes + " bytes and the SHA-256 " + found
                                + ", and should have " + part.bytes() + " and " + part.sha256());
            }
        } catch (IOException e) {
            add(part.name(), "", "cannot be read: " + e.getMessage());
        }
    }

    /** Follows the chain through a chunk; from the next one on it is followed from where it should be. */
    private void checkChunk(int number) {
        Manifest.Chunk chunk = file.manifest().chunks().get(number);
        long before = messages;
        try {
            file.entries(number, this::follow);
            if (!new Seal(last, chain.hex()).equals(chunk.seal()) || messages - before != chunk.messages()) {
                findEntry(number);
            }
        } catch (IOException | RuntimeException e) { // whatever the bytes of a damaged line come to
            findEntry(number);
        }
        chain = Chain.of(chunk.seal().sha256());
        last = chunk.last();
        messages = before + chunk.messages();
        progress.accept(messages);
    }

    private void follow(LedgerLine line) throws IOException {
        chain = chain.plus(line.entry());
        last = line.entry().id();
        messages += line.fingerprints().size();
    }

    /** Names the first entry of a chunk that cannot be as it was recorded. */
    private void findEntry(int chunk) {
        EntryCheck check = new EntryCheck(file.manifest().facts().stream(), beforeChunk(chunk));
        String name = StreamFile.ledger(chunk);
        try {
            file.entries(chunk, check::next);
            add(name, check.where(), check.isDamaged() ? check.what() : "the chain over its entries is another one");
        } catch (IOException | RuntimeException e) {
            add(name, check.where(), check.isDamaged() ? check.what() : "what follows it cannot be read");
        }
    }

    private Seq beforeChunk(int chunk) {
        return chunk == 0 ? Seq.START : file.manifest().chunks().get(chunk - 1).last();
    }

    private void checkFacts() {
        Manifest.Facts facts = file.manifest().facts();
        if (!facts.seal().equals(new Seal(last, chain.hex())) || facts.messages() != messages) {
            add(Manifest.NAME, "", "its seal, or its number of messages, is not that of its last chunk");
        }
    }
}
