/**
 * Scripted traffic: what happened in a real event, played again for the demo through the public interface only.
 *
 * <p>{@link org.livetally.scenario.Scenario} is the script, {@link org.livetally.scenario.Player} the cast and
 * {@link org.livetally.scenario.ScaledClock} the clock on the wall of the theatre, which runs faster than the one outside.
 */
@NullMarked
package org.livetally.scenario;

import org.jspecify.annotations.NullMarked;
