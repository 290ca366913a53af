/**
 * The real events, a file or two each: what was reported of them, and what happened that led to it. {@link
 * org.livetally.scenario.events.Scenarios} lists them.
 */
@NullMarked
package org.livetally.scenario.events;

import org.jspecify.annotations.NullMarked;
