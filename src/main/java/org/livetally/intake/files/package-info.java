/**
 * Orders from files of tills and shops: read row by row, shown before anything is recorded, and recorded as the messages
 * of producers are.
 */
@NullMarked
package org.livetally.intake.files;

import org.jspecify.annotations.NullMarked;
