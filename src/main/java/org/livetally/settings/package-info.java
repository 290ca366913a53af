/** Validated records made from flags, environment and defaults; prints no secret. */
@NullMarked
package org.livetally.settings;

import org.jspecify.annotations.NullMarked;
