/** Reads what {@code /metrics} shows of Redis, of live streams and of audits, while somebody scrapes. */
@NullMarked
package org.livetally.metrics.poll;

import org.jspecify.annotations.NullMarked;
