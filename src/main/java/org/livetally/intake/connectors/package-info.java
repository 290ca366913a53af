/** Connectors: the addresses to which shops and other programs send what happens there. */
@NullMarked
package org.livetally.intake.connectors;

import org.jspecify.annotations.NullMarked;
