package org.livetally.acceptance;

/** The same money in OBS. */
@InObs
final class MoneyInObsTest extends MoneyPageTest {}
