/** An entry of the ledger, and the types that the packages below share. */
@NullMarked
package org.livetally.ledger;

import org.jspecify.annotations.NullMarked;
