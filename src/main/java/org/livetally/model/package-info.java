/** Ids, orders, receipts, rejections and the board document; needs nothing but {@code java.*}. */
@NullMarked
package org.livetally.model;

import org.jspecify.annotations.NullMarked;
