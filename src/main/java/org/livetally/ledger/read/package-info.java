/** The ledger's entries, pages and CSV, the status of an order, and their routes. */
@NullMarked
package org.livetally.ledger.read;

import org.jspecify.annotations.NullMarked;
