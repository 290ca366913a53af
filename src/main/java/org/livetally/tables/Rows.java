package org.livetally.tables;

import java.util.List;

/** Is given the rows of a table, the header first. */
@FunctionalInterface
public interface Rows {
    /**
     * @param number of the row in the file, from 1
     * @param cells may be kept
     */
    void add(long number, List<Cell> cells);
}
