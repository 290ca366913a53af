/** Wiring: deploys the verticles, connects the stages and stops them in order. */
@NullMarked
package org.livetally.app;

import org.jspecify.annotations.NullMarked;
