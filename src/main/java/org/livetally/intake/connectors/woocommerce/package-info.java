/** WooCommerce: its webhooks as messages. */
@NullMarked
package org.livetally.intake.connectors.woocommerce;

import org.jspecify.annotations.NullMarked;
