/**
 * The router's frame: failures, headers, limits of requests, static pages, API documents, QR codes, health and
 * {@code /metrics}. Stages add their own routes.
 */
@NullMarked
package org.livetally.web;

import org.jspecify.annotations.NullMarked;
