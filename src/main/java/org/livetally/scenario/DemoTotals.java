package org.livetally.scenario;

/** What a play has done so far. Confined to its event loop. */
final class DemoTotals {
    /** Order messages, including resends. */
    long sent;

    long acked;
    long duplicates;
    /** Value of the acked orders, in minor units. */
    long gmv;

    long likes;
    long likesMadeUp;
}
