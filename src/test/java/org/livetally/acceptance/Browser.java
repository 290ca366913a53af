package org.livetally.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.livetally.testing.TestResource;

/**
 * The pages of a Chromium, the current one or that of OBS, with all messages of its console. As an extension in a
 * static field, its pages are closed after each test. The Chromium itself is started once for all tests of this JVM:
 * each page has a context of its own, and a start takes seconds.
 */
public final class Browser implements TestResource {
    private static final double TIMEOUT_MS = 20_000;
    private static final String CHROMIUM = System.getProperty("livetally.chromium", "/usr/bin/chromium-headless-shell");
    /** Root has no sandbox; the other flags stop Chromium from connecting to its maker. */
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run");

    /**
     * The Chromiums with which OBS shows overlays, fetched by bin/test. They are built for machines without a screen, and
     * lack some parts.
     */
    enum Obs {
        /** Chromium 127. */
        OF_31_AND_32("livetally.obs-chromium"),
        /** Chromium 103. */
        OF_28_TO_30("livetally.old-obs-chromium");

        /** Empty if it could not be fetched. */
        private final String executable;

        Obs(String property) {
            executable = System.getProperty(property, "");
        }
    }

    private static final List<String> OBS_FLAGS = List.of("--no-zygote", "--disable-dev-shm-usage");

    private final String executable;
    private final List<String> flags;
    private com.microsoft.playwright.@Nullable Browser chromium;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    /** An extension: the current Chromium. */
    Browser() {
        this(CHROMIUM, FLAGS);
    }

    private Browser(String executable, List<String> flags) {
        this.executable = executable;
        this.flags = flags;
    }

    /** The current Chromium, for a try block. */
    public static Browser launch() {
        Browser browser = new Browser();
        browser.begin();
        return browser;
    }

    @Override
    public void begin() {
        chromium = Launched.of(executable, flags);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        closePages();
    }

    private com.microsoft.playwright.Browser chromium() {
        return Objects.requireNonNull(chromium, "not begun, or closed");
    }

    /** One of those of OBS. Without it, the test is skipped with a message. */
    static Browser of(Obs obs) {
        assumeTrue(
                Files.isRegularFile(Path.of(obs.executable)),
                "there is no Chromium " + obs + " (bin/test fetches it with npm, for Linux on x86_64)");
        return new Browser(
                obs.executable,
                Stream.of(FLAGS, OBS_FLAGS).flatMap(List::stream).toList());
    }

    String version() {
        return chromium().version();
    }

    /** A page that shares no cookies, storage, size or language with others. */
    public Page open(String url, int width, int height) {
        BrowserContext context = chromium()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
        contexts.add(context);
        Page page = context.newPage();
        page.setDefaultTimeout(TIMEOUT_MS);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                errors.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(errors::add);
        page.onDialog(dialog -> {
            errors.add("a dialog says " + dialog.message());
            dialog.dismiss();
        });
        page.navigate(url);
        return page;
    }

    Page open(String url) {
        return open(url, 1920, 1080);
    }

    /**
     * Errors, warnings, violations of the content policy and dialogs; without failures to connect to a stopped server, which
     * resets connections that it has not taken yet.
     */
    public List<String> errors() {
        return errors.stream()
                .filter(error -> !error.contains("ERR_CONNECTION_REFUSED"))
                .filter(error -> !error.contains("WebSocket handshake: net::ERR_CONNECTION_RESET"))
                .toList();
    }

    List<String> allErrors() {
        return errors;
    }

    /** So that no page affects the next test. */
    void closePages() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        errors.clear();
    }

    @Override
    public void close() {
        closePages();
        chromium = null;
    }

    /** What runs already, by its program; it ends with the JVM. */
    private static final class Launched {
        private static final Playwright PLAYWRIGHT = Playwright.create();
        private static final Map<String, com.microsoft.playwright.Browser> CHROMIUMS = new HashMap<>();

        static {
            PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MS);
            Runtime.getRuntime().addShutdownHook(new Thread(PLAYWRIGHT::close, "close-browsers"));
        }

        private Launched() {}

        static com.microsoft.playwright.Browser of(String executable, List<String> flags) {
            return CHROMIUMS.compute(
                    executable,
                    (key, running) -> running != null && running.isConnected() ? running : launch(executable, flags));
        }

        private static com.microsoft.playwright.Browser launch(String executable, List<String> flags) {
            return PLAYWRIGHT
                    .chromium()
                    .launch(new LaunchOptions()
                            .setExecutablePath(Path.of(executable))
                            .setArgs(flags));
        }
    }
}
