/** Orders of viewers, priced by the catalogue and limited, as they go to the ledger. */
@NullMarked
package org.livetally.intake.shop;

import org.jspecify.annotations.NullMarked;
