/** What a ledger comes to up to one place, for people to read, print and check: reports, and what verifies them. */
@NullMarked
package org.livetally.reports;

import org.jspecify.annotations.NullMarked;
