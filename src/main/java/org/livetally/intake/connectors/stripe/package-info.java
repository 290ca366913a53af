/** Stripe: payments of a checkout page, or of a shop's own form. */
@NullMarked
package org.livetally.intake.connectors.stripe;

import org.jspecify.annotations.NullMarked;
