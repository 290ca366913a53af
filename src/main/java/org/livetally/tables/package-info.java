/** Tables that people send and get as files, for spreadsheets: CSV and Excel workbooks, read with every bad row named. */
@NullMarked
package org.livetally.tables;

import org.jspecify.annotations.NullMarked;
