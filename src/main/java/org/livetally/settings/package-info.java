/**
 * The operator's settings: validated records made from flags, environment variables and defaults. None of them prints a
 * secret.
 */
@NullMarked
package org.livetally.settings;

import org.jspecify.annotations.NullMarked;
