package org.livetally.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.livetally.testing.LiveServer;
import org.livetally.testing.TestRedis;

/**
 * The set-up of every page test: one Chromium per class, a server on an empty Redis per test, and the check that no
 * page complains. Registered in a static field. Test classes with {@link InObs} use the browser of OBS.
 */
final class Pages implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private @Nullable Browser browser;
    private @Nullable LiveServer server;

    @Override
    public void beforeAll(ExtensionContext context) {
        InObs obs = context.getRequiredTestClass().getAnnotation(InObs.class);
        browser = obs == null ? new Browser() : Browser.of(obs.value());
        browser.begin();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        server = LiveServer.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> errors = browser().errors();
        browser().closePages();
        server().close();
        assertEquals(List.of(), errors);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (browser != null) { // otherwise the class was skipped
            browser.close();
            browser = null;
        }
    }

    LiveServer server() {
        return Objects.requireNonNull(server, "in a test only");
    }

    Browser browser() {
        return Objects.requireNonNull(browser, "in a test class only");
    }

    String url(String path) {
        return "http://127.0.0.1:" + server().port() + path;
    }

    /** At 1920x1080. */
    Page open(String path) {
        return browser().open(url(path));
    }

    Page onPhone(String path) {
        return browser().open(url(path), 390, 844);
    }

    int stopServer() {
        int port = server().port();
        server().close();
        return port;
    }

    void startServer(int port) {
        server = LiveServer.start(port, TestRedis.uri(), InstantSource.system());
    }

    /** Waits until the figure of this field shows this value. */
    static void shows(Page page, String field, long value) {
        has(page.locator("[data-field='" + field + "']"), "data-value", value);
    }

    /** Waits until the element's attribute has this value. */
    static void has(Locator element, String attribute, Object value) {
        assertThat(element).hasAttribute(attribute, String.valueOf(value));
    }
}
