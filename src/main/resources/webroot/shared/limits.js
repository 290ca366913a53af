/** What the server takes, so that forms can say so first; wire.MessageLimitsTest compares these with the server's. */

/** Of a name, in characters. */
export const MAX_NAME = 64;
/** Of a line of an order. */
export const MAX_QTY = 1_000_000;
/** Of a line of a viewer's order. */
export const MAX_SHOP_QTY = 999;
/** Of a viewer's order, in minor units. */
export const MAX_SHOP_VALUE = 100_000_000;
