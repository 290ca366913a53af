package org.livetally.acceptance;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Chromium, and all that its console complained of. */
public final class Browser implements AutoCloseable {
    private static final double PATIENCE_MS = 20_000;
    private static final String CHROMIUM = System.getProperty("livetally.chromium", "/usr/bin/chromium");
    /** As root there is no sandbox to be had; the rest keeps Chromium from calling home. */
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run");

    private final Playwright playwright = Playwright.create();
    private final com.microsoft.playwright.Browser chromium = playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(Path.of(CHROMIUM)).setArgs(FLAGS));
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** A page of its own: cookies, storage, size and language are shared with none. */
    public Page open(String url, int width, int height) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE));
        Page page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(complaints::add);
        page.onDialog(dialog -> {
            complaints.add("a dialog says " + dialog.message());
            dialog.dismiss();
        });
        page.navigate(url);
        return page;
    }

    Page open(String url) {
        return open(url, 1920, 1080);
    }

    /** Errors, warnings, violations of the content policy and dialogs; not that a server which is down cannot be reached. */
    public List<String> complaints() {
        return complaints.stream()
                .filter(complaint -> !complaint.contains("ERR_CONNECTION_REFUSED"))
                .toList();
    }

    List<String> allComplaints() {
        return complaints;
    }

    /** Nothing of a test's pages reaches the next test. */
    void closePages() {
        List.copyOf(chromium.contexts()).forEach(BrowserContext::close);
        complaints.clear();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
