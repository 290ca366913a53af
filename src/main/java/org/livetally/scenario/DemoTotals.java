package org.livetally.scenario;

/** What a play has done so far. Confined to its event loop. */
final class DemoTotals {
    /** Messages about orders and the show, including resends. */
    long sent;

    /** Orders. */
    long acked;

    long duplicates;
    /** Value of the acked orders, in minor units. */
    long gmv;

    long likes;
    long likesMadeUp;
}
