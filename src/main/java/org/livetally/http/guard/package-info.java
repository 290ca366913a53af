/** Keeps floods of connections, requests and unread answers from costing others anything: budgets, deadlines, paced accepts. */
@NullMarked
package org.livetally.http.guard;

import org.jspecify.annotations.NullMarked;
