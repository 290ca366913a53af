package org.livetally.cli;

import java.io.PrintWriter;
import java.util.List;
import org.livetally.domain.stream.Ids;
import org.livetally.ledger.replay.Audit;

/** What commands print of audits. */
final class AuditLines {
    private AuditLines() {}

    /** Prints reports; returns the number of differences. */
    static long print(PrintWriter out, List<Audit.Report> reports) {
        long differences = 0;
        for (Audit.Report report : reports) {
            out.printf(
                    "%s: %d messages, gmv %d, %d tallies compared, %d differences%n",
                    report.stream(), report.messages(), report.gmv(), report.tallies(), report.found());
            for (Audit.Difference difference : report.differences()) {
                out.printf("  %s%n", difference.sentence());
            }
            if (report.unnamed() > 0) {
                out.printf("  and %d more of these%n", report.unnamed());
            }
            if (report.seal() != null) {
                out.printf("  sealed %s%n", report.seal().text());
            }
            differences += report.found();
        }
        long campaigns = reports.stream()
                .filter(report -> Ids.isOfCampaign(report.stream()))
                .count();
        String audited =
                (reports.size() - campaigns) + " streams" + (campaigns == 0 ? "" : " and " + campaigns + " campaigns");
        out.printf("%s audited, %d differences%n", audited, differences);
        out.flush();
        return differences;
    }
}
