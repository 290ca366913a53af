/** A Redis in Java, without time, threads and network of its own, that runs the product's scripts. */
@NullMarked
package org.livetally.simulation.redis;

import org.jspecify.annotations.NullMarked;
