package org.livetally.archive;

/**
 * A place of a stream's file that is not as it was written.
 *
 * @param part the name in the ZIP; empty if it is in none of the parts, or cannot be told
 * @param entry the entry of the ledger; empty if it is not about one
 * @param what is wrong, for people
 */
public record Damage(String part, String entry, String what) {
    @Override
    public String toString() {
        return (part.isEmpty() ? "" : part + ": ") + (entry.isEmpty() ? "" : "entry " + entry + ": ") + what;
    }
}
