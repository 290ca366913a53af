/** The numbers of one order, for the page on which each is a certificate. */
@NullMarked
package org.livetally.certificates;

import org.jspecify.annotations.NullMarked;
