/** Ids of streams, their currencies, and what a node knows that Redis must hold of them. */
@NullMarked
package org.livetally.domain.stream;

import org.jspecify.annotations.NullMarked;
