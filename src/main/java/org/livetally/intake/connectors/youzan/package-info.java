/** Youzan (有赞), whose messages carry whole orders. */
@NullMarked
package org.livetally.intake.connectors.youzan;

import org.jspecify.annotations.NullMarked;
