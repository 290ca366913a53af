/** Backups of everything, made while servers run: a file a stream, and the rest; and what restores them into an empty Redis. */
@NullMarked
package org.livetally.backup;

import org.jspecify.annotations.NullMarked;
