/** Reads the figures of Redis, live streams and audits for {@code /metrics}, while a Prometheus scrapes. */
@NullMarked
package org.livetally.metrics.poll;

import org.jspecify.annotations.NullMarked;
