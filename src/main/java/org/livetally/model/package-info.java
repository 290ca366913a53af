/** Ids, orders, receipts, rejections and the board document; without Redis, HTTP or JSON. */
@NullMarked
package org.livetally.model;

import org.jspecify.annotations.NullMarked;
