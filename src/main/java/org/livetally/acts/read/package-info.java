/** The operators' log as pages and as a table, with its routes. */
@NullMarked
package org.livetally.acts.read;

import org.jspecify.annotations.NullMarked;
