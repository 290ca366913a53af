/** The tree of groups that buyers belong to: checked, stored, recorded in the ledger and read, with its figures. */
@NullMarked
package org.livetally.groups;

import org.jspecify.annotations.NullMarked;
