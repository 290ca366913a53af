/** Every rule that a message or a request can break, with its parameters and its sentence. */
@NullMarked
package org.livetally.domain.rule;

import org.jspecify.annotations.NullMarked;
