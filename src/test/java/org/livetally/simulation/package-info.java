/**
 * Whole worlds in one thread: nodes with the product's own stages, a network and a Redis that fail, on a scheduler and a clock
 * of their own. What happens in a world follows from its seed.
 */
@NullMarked
package org.livetally.simulation;

import org.jspecify.annotations.NullMarked;
