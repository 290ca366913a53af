/**
 * Scripted traffic: a real event, played again for the demo through the public interface only.
 *
 * <p>{@link org.livetally.scenario.StreamScript} is the script, {@link org.livetally.scenario.Player} plays it, and
 * {@link org.livetally.scenario.ScaledClock} is the server's clock, which runs faster than real time.
 */
@NullMarked
package org.livetally.scenario;

import org.jspecify.annotations.NullMarked;
