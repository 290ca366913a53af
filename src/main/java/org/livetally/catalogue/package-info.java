/** The products of a stream: validated and stored, as JSON and CSV. */
@NullMarked
package org.livetally.catalogue;

import org.jspecify.annotations.NullMarked;
