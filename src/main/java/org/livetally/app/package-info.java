/** Wiring: deploys the verticles, joins the stages and stops them in order. */
@NullMarked
package org.livetally.app;

import org.jspecify.annotations.NullMarked;
