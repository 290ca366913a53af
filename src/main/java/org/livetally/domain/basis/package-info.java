/** What orders are judged by: products, shows and the time zone, as they were at any place of the ledger. */
@NullMarked
package org.livetally.domain.basis;

import org.jspecify.annotations.NullMarked;
