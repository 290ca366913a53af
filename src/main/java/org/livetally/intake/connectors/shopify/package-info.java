/** Shopify: its webhooks, and those of SHOPLINE, as messages. */
@NullMarked
package org.livetally.intake.connectors.shopify;

import org.jspecify.annotations.NullMarked;
