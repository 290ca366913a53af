/** What the server counts and measures, about itself and its streams, and the text of {@code /metrics}. */
@NullMarked
package org.livetally.metrics;

import org.jspecify.annotations.NullMarked;
