/** Tokens, roles and revocation: who may do what. Stages only see a {@code Permit}. */
@NullMarked
package org.livetally.access;

import org.jspecify.annotations.NullMarked;
