/**
 * The parts of every answer over HTTP: problems, field rules, entity tags, shared bodies, CSV cells, origins, client
 * addresses.
 */
@NullMarked
package org.livetally.http;

import org.jspecify.annotations.NullMarked;
