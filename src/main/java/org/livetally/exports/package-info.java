/** Tables of a stream as files of any length: its ledger, its deals, and the whole of what was counted by names. */
@NullMarked
package org.livetally.exports;

import org.jspecify.annotations.NullMarked;
