/** What is counted of the server itself. */
@NullMarked
package org.livetally.metrics;

import org.jspecify.annotations.NullMarked;
