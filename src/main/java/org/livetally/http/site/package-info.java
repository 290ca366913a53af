/**
 * The router's frame: failures, headers, limits of requests, pages, API documents, QR codes, health and
 * {@code /metrics}. Stages add their own routes.
 */
@NullMarked
package org.livetally.http.site;

import org.jspecify.annotations.NullMarked;
