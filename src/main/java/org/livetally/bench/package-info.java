/**
 * The benchmark of {@code livetally bench}: drives its own servers through their public sockets, and compares each
 * figure with a baseline measured in the same run.
 */
@NullMarked
package org.livetally.bench;

import org.jspecify.annotations.NullMarked;
