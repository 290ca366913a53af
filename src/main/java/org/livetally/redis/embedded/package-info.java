/** The Redis server that the product starts and manages itself; no stage imports it. */
@NullMarked
package org.livetally.redis.embedded;

import org.jspecify.annotations.NullMarked;
