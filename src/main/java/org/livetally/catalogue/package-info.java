/** Products of a stream: validated, stored, as JSON and CSV. */
@NullMarked
package org.livetally.catalogue;

import org.jspecify.annotations.NullMarked;
