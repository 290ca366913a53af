/** The life of a stream: created, changed, started, ended, listed; the operators' REST for it. */
@NullMarked
package org.livetally.streams;

import org.jspecify.annotations.NullMarked;
