/** Types of messages, and the life of an order as a table; needs nothing but {@code java.*}. */
@NullMarked
package org.livetally.domain.order;

import org.jspecify.annotations.NullMarked;
