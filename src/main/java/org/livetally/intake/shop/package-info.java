/** Viewers' orders: priced by the catalogue, limited, and passed on to the ledger. */
@NullMarked
package org.livetally.intake.shop;

import org.jspecify.annotations.NullMarked;
