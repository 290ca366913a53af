/** Campaigns: what they are, what Redis says of them, and how operators make, change and delete them. */
@NullMarked
package org.livetally.campaigns;

import org.jspecify.annotations.NullMarked;
