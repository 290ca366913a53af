package org.livetally.testing;

import org.livetally.domain.stream.Expectations.Connection;

/**
 * A connection that nothing comes over. To leave it fails with its text.
 *
 * @param opened of two, the one with the lower number may lead to a server that the other one's has taken the place of
 */
public record TestConnection(String name, int opened) implements Connection {
    /** The only one, if it does not matter which. */
    public static final Connection HERE = new TestConnection("here", 0);

    @Override
    public boolean isBefore(Connection other) {
        return other instanceof TestConnection known && opened < known.opened;
    }

    @Override
    public RuntimeException leave() {
        return new IllegalStateException(toString());
    }
}
