/** Connections to Redis, scripts, the map of keys, and what a refusal of Redis means. */
@NullMarked
package org.livetally.redis.client;

import org.jspecify.annotations.NullMarked;
