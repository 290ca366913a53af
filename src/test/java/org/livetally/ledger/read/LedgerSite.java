package org.livetally.ledger.read;

import java.time.InstantSource;
import java.util.List;
import org.livetally.http.site.SiteServer;
import org.livetally.ledger.loss.AckMemory;

/** The routes of the ledger on a server of their own. */
final class LedgerSite {
    private LedgerSite() {}

    /** An extension. */
    static SiteServer server() {
        return SiteServer.with(redis -> List.of(new LedgerRoutes(
                redis,
                new LedgerRoutes.Node(new AckMemory(InstantSource.system()), InstantSource.system(), who -> "tests"),
                new LedgersInRedis(redis))::mount));
    }
}
