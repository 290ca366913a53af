/** Likes, presence and unique viewers. */
@NullMarked
package org.livetally.audience;

import org.jspecify.annotations.NullMarked;
