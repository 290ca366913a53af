package org.livetally.intake.files;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.livetally.domain.Integers;
import org.livetally.domain.order.Message;
import org.livetally.domain.order.Order;
import org.livetally.domain.rule.Reason;
import org.livetally.domain.rule.Rule;
import org.livetally.http.Problem.RowError;

/** What was found in a file: what it holds, and what is wrong with it, of which at most 100 are listed. */
final class Findings {
    /** Maximum of errors, of skipped rows and of warnings that are listed. */
    static final int MAX_LISTED = 100;

    private static final int MAX_FIRST = 10;

    final List<RowError> errors = new ArrayList<>();
    final List<RowError> skipped = new ArrayList<>();
    final List<RowError> warnings = new ArrayList<>();
    final List<Message> first = new ArrayList<>();
    final Map<SaleStatus, long[]> byStatus = new EnumMap<>(SaleStatus.class);
    /** Rows below the header that are not empty. */
    long rows;
    /** How many rows are wrong, listed or not. */
    long rejected;

    /** Orders that the stream does not take as it is now. */
    long late;

    /** Orders that a live stream takes, though they are from before its start; the first of them, and their value. */
    long early;

    long earlyRow;
    long earlySum;

    long orders;
    long messages;
    long units;
    /** The value of all orders, in minor units. */
    long sum;

    void reject(long row, String field, Reason reason) {
        rejected++;
        list(errors, row, field, reason);
    }

    void skip(long row, String field, Reason reason) {
        list(skipped, row, field, reason);
    }

    void warn(long row, String field, Reason reason) {
        list(warnings, row, field, reason);
    }

    /** Warns of all orders of a kind, before what single rows are warned of. */
    void warnOfAll(long row, Reason reason) {
        warnings.add(0, new RowError("row", row, "at", reason));
    }

    private static void list(List<RowError> list, long row, String field, Reason reason) {
        if (list.size() < MAX_LISTED) {
            list.add(new RowError("row", row, field, reason));
        }
    }

    /** Counts messages that may be recorded. */
    void count(FileEntry entry) {
        for (Message message : entry.messages()) {
            messages++;
            if (first.size() < MAX_FIRST) {
                first.add(message);
            }
            if (message instanceof Order order) {
                orders++;
                units += order.units();
                add(entry.row(), order.amount());
            }
        }
    }

    /** Counts an order from before the start. */
    void countEarly(long row, long amount) {
        earlyRow = early++ == 0 ? row : earlyRow;
        earlySum = Math.min(earlySum + amount, Integers.MAX_EXACT + 1);
    }

    /** Counts an order by what has become of it. */
    void count(SaleStatus status, long amount) {
        long[] counted = byStatus.computeIfAbsent(status, none -> new long[2]);
        counted[0]++;
        counted[1] += amount;
    }

    private void add(long row, long amount) {
        boolean fits = sum <= Integers.MAX_EXACT;
        sum = Math.min(sum + amount, Integers.MAX_EXACT + 1);
        if (fits && sum > Integers.MAX_EXACT) {
            reject(row, "sum", Rule.STREAM_TOTAL.reason());
        }
    }

    boolean isGood() {
        return errors.isEmpty();
    }
}
