/** A simple model of all that messages move, and random lives of streams that are compared with it. */
@NullMarked
package org.livetally.acceptance.model;

import org.jspecify.annotations.NullMarked;
