/** What tests of several packages share. */
@NullMarked
package org.livetally.testing;

import org.jspecify.annotations.NullMarked;
