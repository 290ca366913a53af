package org.livetally.acceptance;

/** All that holds of overlays, where they are shown: in OBS. */
@InObs
final class OverlayInObsTest extends OverlayPageTest {}
