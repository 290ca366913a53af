/** Redis: connections, scripts, key names, and the embedded server. */
@NullMarked
package org.livetally.redis;

import org.jspecify.annotations.NullMarked;
