package org.livetally.simulation;

/** Errors that a product could have, for the proof that the checks of the simulation find them. */
enum Mutant {
    NONE,
    /** Messages are acked when they come, before Redis has them. */
    ACK_BEFORE_ANSWER,
    /** What is sent again is not known to be there already. */
    NO_DEDUPLICATION,
    /** A screen misses a patch, and applies the next one all the same. */
    PATCH_FROM_WRONG_VERSION,
    /** A tally moves without its message. */
    WRONG_TALLY,
    /** A campaign's cursor goes back, its tallies stay. */
    CAMPAIGN_COUNTS_TWICE,
    /** An event counts as delivered, and nobody got it. */
    EVENT_DROPPED,
    /** After a failover nobody knows what was acked before. */
    SILENT_LOSS,
    /** A node that has noticed a loss tells no other one. */
    LOSS_UNTOLD,
    /** Commands go to a server that does not have their keys any more, and are done there. */
    REDIRECTION_IGNORED,
    /** Messages are acked that no replica has, with {@code --ack-replicas}. */
    ACK_WITHOUT_REPLICA
}
