package org.livetally.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.livetally.testing.DiskTrace.Call;

/**
 * A directory of Redis as a power failure leaves it, reckoned from its system calls: what was not fsynced by then is gone, or some
 * of it is.
 *
 * <p>Stricter than any file system is: a name is kept by an fsync of its directory alone, and those that were not may be
 * there each for itself. Of each file, what was not fsynced is there up to any byte, perhaps followed by zeros.
 * A file is only appended to, which is checked.
 */
final class LostPages {
    private static final int LONGEST_ZEROS = 10_000;

    /** A file or a directory, whatever its name. */
    private static final class Node {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int synced;
        /** Of a directory: changes of names since its last fsync. */
        private final List<Change> changes = new ArrayList<>();
    }

    /** Names that change together. Null means that there is none any more. */
    private static final class Change {
        private final Map<Path, @Nullable Node> names = new HashMap<>();
    }

    private final Path root;
    private final Map<Path, @Nullable Node> names = new HashMap<>();
    private final Map<Path, @Nullable Node> kept = new HashMap<>();

    private LostPages(Path root) {
        this.root = root;
        names.put(root, new Node());
        kept.put(root, names.get(root));
    }

    /** What a failure at this moment leaves, epoch microseconds. */
    static LostPages at(Path root, List<Call> calls, long moment) {
        LostPages disk = new LostPages(root);
        calls.stream()
                .filter(call -> call.start() <= moment && call.result() >= 0)
                .forEach(call -> disk.run(call, moment));
        return disk;
    }

    private void run(Call call, long moment) {
        switch (call.name()) {
            case "open", "openat", "creat" -> open(call);
            case "mkdir", "mkdirat" -> make(path(call, last(call)));
            case "write", "writev" -> write(call);
            case "pwrite64" -> refuse(call);
            case "ftruncate" -> refuse(call);
            case "fsync", "fdatasync" -> sync(call, moment);
            case "rename", "renameat", "renameat2" -> rename(call);
            case "unlink", "unlinkat" -> remove(path(call, last(call)));
            default -> throw new AssertionError(call.name());
        }
    }

    private static int last(Call call) {
        return call.name().endsWith("at") ? 1 : 0;
    }

    private Path path(Call call, int text) {
        return root.resolve(text(call, text)).normalize();
    }

    private static String text(Call call, int text) {
        return new String(call.texts().get(text), StandardCharsets.UTF_8);
    }

    private boolean isRedis(Path path) {
        return path.startsWith(root)
                && (path.toString().contains("appendonly") || path.toString().contains("temp-rewriteaof"));
    }

    private void open(Call call) {
        Path path = path(call, last(call));
        if (!isRedis(path) || !call.options().contains("O_CREAT")) {
            return;
        }
        Node node = names.get(path);
        if (node == null) {
            make(path);
        } else if (call.options().contains("O_TRUNC") && node.bytes.size() > 0) {
            throw new AssertionError("truncates what it wrote: " + path);
        }
    }

    private void make(Path path) {
        if (isRedis(path)) {
            Node node = new Node();
            change(parent(path), Map.of(path, node));
        }
    }

    private void change(Path directory, Map<Path, Node> to) {
        Change change = new Change();
        change.names.putAll(to);
        apply(change, names);
        directoryAt(directory).changes.add(change);
    }

    private static void apply(Change change, Map<Path, @Nullable Node> to) {
        to.putAll(change.names);
        to.values().removeIf(node -> node == null);
    }

    private Node directoryAt(Path path) {
        Node node = names.get(path);
        if (node == null) {
            throw new AssertionError("no directory " + path);
        }
        return node;
    }

    private void write(Call call) {
        Node node = names.get(path(call, 0));
        if (node == null || !isRedis(path(call, 0))) {
            return;
        }
        long left = call.result();
        for (byte[] part : call.texts().subList(1, call.texts().size())) {
            int length = (int) Math.min(left, part.length);
            node.bytes.write(part, 0, length);
            left -= length;
        }
        if (left != 0) {
            throw new AssertionError(left + " bytes of a call are missing: " + call.name());
        }
    }

    private void refuse(Call call) {
        if (isRedis(path(call, 0))) {
            throw new AssertionError("not only appended to: " + call.name() + " " + text(call, 0));
        }
    }

    private void sync(Call call, long moment) {
        Path path = path(call, 0);
        Node node = names.get(path);
        if (node == null || call.end() > moment) {
            return;
        }
        node.synced = node.bytes.size();
        node.changes.forEach(change -> apply(change, kept));
        node.changes.clear();
    }

    private void rename(Call call) {
        int first = call.name().equals("rename") ? 0 : 1;
        Path from = path(call, first);
        Path to = path(call, call.name().equals("rename") ? 1 : 3);
        Node node = names.get(from);
        if (node == null || !isRedis(to)) {
            return;
        }
        Map<Path, Node> both = new HashMap<>(Map.of(to, node));
        if (parent(from).equals(parent(to))) {
            both.put(from, null);
            change(parent(to), both);
        } else {
            change(parent(to), both);
            remove(from);
        }
    }

    private void remove(Path path) {
        if (names.containsKey(path)) {
            Map<Path, Node> none = new HashMap<>();
            none.put(path, null);
            change(parent(path), none);
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new AssertionError("no parent: " + path);
        }
        return parent;
    }

    /** Writes what is left; of what was not fsynced nothing, or, by chance, some. */
    void writeTo(Path directory, @Nullable Random chance) throws IOException {
        Map<Path, @Nullable Node> left = new HashMap<>(kept);
        if (chance != null) {
            for (Node each : List.copyOf(names.values())) {
                for (Change change : each.changes) {
                    if (chance.nextBoolean()) {
                        apply(change, left);
                    }
                }
            }
        }
        for (Map.Entry<Path, @Nullable Node> each : new TreeMap<>(left).entrySet()) {
            Path path = each.getKey();
            Node parent = left.get(parent(path));
            if (path.equals(root) || (!parent(path).equals(root) && parent == null)) {
                continue;
            }
            write(directory.resolve(root.relativize(path).toString()), each.getValue(), chance);
        }
    }

    private static void write(Path to, Node node, @Nullable Random chance) throws IOException {
        if (to.getFileName().toString().equals("appendonlydir")) {
            Files.createDirectories(to);
            return;
        }
        byte[] bytes = node.bytes.toByteArray();
        int length = node.synced;
        int zeros = 0;
        if (chance != null && node.synced < bytes.length) {
            length += chance.nextInt(bytes.length - node.synced + 1);
            zeros = chance.nextBoolean() ? 0 : 1 + chance.nextInt(LONGEST_ZEROS);
        }
        Files.write(to, Arrays.copyOf(Arrays.copyOf(bytes, length), length + zeros));
    }
}
