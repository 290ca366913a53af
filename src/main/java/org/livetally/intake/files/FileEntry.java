package org.livetally.intake.files;

import java.util.List;
import org.livetally.domain.order.Message;

/**
 * Messages of a file that belong together: an order, and what happened to it.
 *
 * @param row of the file that they begin in
 * @param messages each is recorded once the one before it is
 */
record FileEntry(long row, List<Message> messages) {}
