/** Router, REST for operators, static pages, health and {@code /metrics}; sockets are passed in. */
@NullMarked
package org.livetally.web;

import org.jspecify.annotations.NullMarked;
