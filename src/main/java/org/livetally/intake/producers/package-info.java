/** Order sockets and {@code POST /api/orders}: bytes to validated orders, receipts to acks. */
@NullMarked
package org.livetally.intake.producers;

import org.jspecify.annotations.NullMarked;
