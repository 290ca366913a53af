/** The router's frame: failures, headers, limits of requests, pages, API documents, health and {@code /metrics}; sockets are passed in. */
@NullMarked
package org.livetally.http.site;

import org.jspecify.annotations.NullMarked;
