package org.livetally.testing;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A server, a ledger or a browser as a set-up that tests share. Registered as an extension in a static field, there is
 * one for all tests of the class; in another field, there is one for each test.
 */
public interface TestResource
        extends BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, AutoCloseable {
    /** Starts it; returns when it can be used. */
    void begin();

    /** Ends it, if it has begun. */
    @Override
    void close();

    @Override
    default void beforeAll(ExtensionContext context) {
        context.getStore(Namespace.create(TestResource.class)).put(this, "of the class");
        begin();
    }

    @Override
    default void beforeEach(ExtensionContext context) {
        if (!isOfTheClass(context)) {
            begin();
        }
    }

    @Override
    default void afterEach(ExtensionContext context) {
        if (!isOfTheClass(context)) {
            close();
        }
    }

    @Override
    default void afterAll(ExtensionContext context) {
        close();
    }

    private boolean isOfTheClass(ExtensionContext context) {
        return context.getStore(Namespace.create(TestResource.class)).get(this) != null;
    }
}
