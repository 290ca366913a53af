/** Pictures of a stream's products: checked, stored and served, with their routes. */
@NullMarked
package org.livetally.images;

import org.jspecify.annotations.NullMarked;
