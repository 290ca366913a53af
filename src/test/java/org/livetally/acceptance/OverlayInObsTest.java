package org.livetally.acceptance;

/** The same tests of overlays where they are shown: in OBS. */
@InObs
final class OverlayInObsTest extends OverlayPageTest {}
