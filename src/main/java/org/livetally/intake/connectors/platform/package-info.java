/** What a shop platform is to the product: how its webhooks are verified, and which messages they become. */
@NullMarked
package org.livetally.intake.connectors.platform;

import org.jspecify.annotations.NullMarked;
