/** Message types and the states of an order; depends on nothing but {@code java.*}. */
@NullMarked
package org.livetally.domain.order;

import org.jspecify.annotations.NullMarked;
