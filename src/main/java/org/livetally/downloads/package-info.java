/** Tables of any length as answers, page by page. */
@NullMarked
package org.livetally.downloads;

import org.jspecify.annotations.NullMarked;
