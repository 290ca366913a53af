/**
 * Campaigns read the ledgers of their streams. {@code CampaignFollower} looks for what is new, {@code MemberReader} reads
 * it, {@code ledger.count.Counting} counts it, and {@code FollowMembers} adds it to the campaign's
 * tallies together with the places in the ledgers up to which they count.
 */
@NullMarked
package org.livetally.campaigns.follow;

import org.jspecify.annotations.NullMarked;
