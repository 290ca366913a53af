/** Totals of likes that platforms count: of each source the highest one, of which only the growth counts. */
@NullMarked
package org.livetally.intake.likes;

import org.jspecify.annotations.NullMarked;
