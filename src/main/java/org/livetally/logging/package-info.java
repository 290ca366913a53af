/** The format of log lines, the throttle for repeated ones, and what keeps the log open to the end. */
@NullMarked
package org.livetally.logging;

import org.jspecify.annotations.NullMarked;
