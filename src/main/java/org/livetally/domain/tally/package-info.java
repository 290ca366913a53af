/** What is counted of a stream's orders: totals and dimensions, their names, and how a step of an order moves them. */
@NullMarked
package org.livetally.domain.tally;

import org.jspecify.annotations.NullMarked;
