/** Doudian (抖店), the shops of Douyin, whose messages carry amounts without products. */
@NullMarked
package org.livetally.intake.connectors.doudian;

import org.jspecify.annotations.NullMarked;
