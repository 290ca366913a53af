/** Messages about orders that are not known yet: kept in Redis until their orders come. */
@NullMarked
package org.livetally.intake.parked;

import org.jspecify.annotations.NullMarked;
