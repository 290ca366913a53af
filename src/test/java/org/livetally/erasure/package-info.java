@NullMarked
package org.livetally.erasure;

import org.jspecify.annotations.NullMarked;
