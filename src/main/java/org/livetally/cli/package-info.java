/** The command line, one class a command. */
@NullMarked
package org.livetally.cli;

import org.jspecify.annotations.NullMarked;
