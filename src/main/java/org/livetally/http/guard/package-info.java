/**
 * Protection against floods of connections, requests and unread answers, so that they cost others nothing: budgets,
 * deadlines, paced accepts.
 */
@NullMarked
package org.livetally.http.guard;

import org.jspecify.annotations.NullMarked;
