/** Acceptance tests: the whole product, used as its users use it. */
@NullMarked
package org.livetally.acceptance;

import org.jspecify.annotations.NullMarked;
