/** Scripted traffic: replays real events for the demo. */
@NullMarked
package org.livetally.scenario;

import org.jspecify.annotations.NullMarked;
