/** Standard Webhooks around the product's own messages: the way for any shop that has no kind of its own. */
@NullMarked
package org.livetally.intake.connectors.standard;

import org.jspecify.annotations.NullMarked;
