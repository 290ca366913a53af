/** The operators' log: who did what, when, from where. */
@NullMarked
package org.livetally.acts;

import org.jspecify.annotations.NullMarked;
