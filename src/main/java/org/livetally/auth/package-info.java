/** Tokens, roles and revocation: who may do what. Stages know none of it; they ask a {@code Permit}. */
@NullMarked
package org.livetally.auth;

import org.jspecify.annotations.NullMarked;
