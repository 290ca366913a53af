/** Connections to Redis, scripts, the map of keys, and the meaning of Redis' refusals. */
@NullMarked
package org.livetally.redis.client;

import org.jspecify.annotations.NullMarked;
