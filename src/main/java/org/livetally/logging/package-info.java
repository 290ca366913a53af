/** The format of log lines, and the throttle for repeated ones. */
@NullMarked
package org.livetally.logging;

import org.jspecify.annotations.NullMarked;
