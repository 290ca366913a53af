/** The format of log lines, and how often like events are logged. */
@NullMarked
package org.livetally.logging;

import org.jspecify.annotations.NullMarked;
