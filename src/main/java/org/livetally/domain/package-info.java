/** Needs nothing but {@code java.*}: what the rooms below share. */
@NullMarked
package org.livetally.domain;

import org.jspecify.annotations.NullMarked;
