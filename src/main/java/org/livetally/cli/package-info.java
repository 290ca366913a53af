/** The command line; each command is a class. */
@NullMarked
package org.livetally.cli;

import org.jspecify.annotations.NullMarked;
