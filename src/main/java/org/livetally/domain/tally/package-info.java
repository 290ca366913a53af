/** What is counted of a stream's orders: every total and dimension, its names, and how an order moves it. Needs only the model. */
@NullMarked
package org.livetally.domain.tally;

import org.jspecify.annotations.NullMarked;
