/** Checks of what an operator's Grafana, Prometheus and Docker are given: the files in {@code grafana/}. */
@NullMarked
package org.livetally.grafana;

import org.jspecify.annotations.NullMarked;
