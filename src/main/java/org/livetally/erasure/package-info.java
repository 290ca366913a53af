/** Erases a buyer: puts a pseudonym in place of the id, wherever it stands, and keeps every tally. */
@NullMarked
package org.livetally.erasure;

import org.jspecify.annotations.NullMarked;
