/** Campaigns: what they are, and what Redis says of them. */
@NullMarked
package org.livetally.campaigns;

import org.jspecify.annotations.NullMarked;
