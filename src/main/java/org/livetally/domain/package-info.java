/** What all other packages share; depends on nothing but {@code java.*}. */
@NullMarked
package org.livetally.domain;

import org.jspecify.annotations.NullMarked;
