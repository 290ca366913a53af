/** Ids and currencies of streams, and what Redis must hold of a stream by the knowledge of a node. */
@NullMarked
package org.livetally.domain.stream;

import org.jspecify.annotations.NullMarked;
