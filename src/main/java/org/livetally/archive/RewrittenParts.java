package org.livetally.archive;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.livetally.domain.order.Seq;

/** What a file that is written anew has besides its ledger. */
final class RewrittenParts {
    private static final String SEAL = "seal.json";

    private RewrittenParts() {}

    /** All parts but the ledger, and what follows from it. Returns their number. */
    static int copy(StreamFile from, StreamFileWriter to, ArchiveRewrite.Edit edit, Seq end) throws IOException {
        int copied = 0;
        for (Manifest.Part part : from.manifest().parts()) {
            String name = part.name();
            if (StreamFile.isOfChunk(name)) {
                continue;
            }
            Map<String, String> hash = new TreeMap<>();
            switch (name) {
                case StreamState.TOTALS -> {
                    hash.putAll(from.hash(name));
                    hash.put("last", end.toString());
                    hash.put("erased", end.toString());
                    to.add(name, StreamState.bytes(StreamState.json(hash)));
                }
                case Waiting.PARKED -> {
                    from.hash(name)
                            .forEach((id, kept) -> hash.put(id, edit.parked().apply(kept)));
                    to.add(name, StreamState.bytes(StreamState.json(hash)));
                }
                case SEAL -> to.add(name, StreamState.bytes(StreamState.json(hash))); // that of another ledger
                default -> to.add(name, from.bytes(name));
            }
            copied++;
        }
        return copied;
    }
}
