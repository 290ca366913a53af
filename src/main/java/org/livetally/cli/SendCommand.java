package org.livetally.cli;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.livetally.client.LineSource;
import org.livetally.client.Sender;
import org.livetally.client.Server;
import org.livetally.domain.stream.Ids;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code livetally send}: messages from standard input to a running server. */
@Command(
        name = "send",
        description = {
            "Send messages from standard input, one JSON object a line, until each has its answer: over lost connections "
                    + "and restarts of the server, and counted once.",
            "Exits 0 if all were recorded (or had been before), 1 if some were refused, 2 if the server does not let it in."
        },
        mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {
    /** For the answers to what was read, once it is told to end. */
    private static final long LAST_ANSWERS_MS = 10_000;

    private static final long LOOK_MS = 200;

    @Option(
            names = "--stream",
            required = true,
            paramLabel = "STREAM",
            description = "The stream of the messages that name none.")
    private String stream;

    @Mixin
    private NodeOptions node;

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!Ids.isStream(stream)) {
            throw new ParameterException(spec.commandLine(), "--stream must be the id of a stream, not " + stream);
        }
        node.check(spec.commandLine());
        // One event loop is enough for one socket.
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try (SendProgress progress = new SendProgress(System.err)) {
            Server server = new Server(vertx, node.url(), node.token());
            Sender sender = new Sender(vertx, server, progress::say);
            progress.watch(sender);
            int exit = send(sender, progress);
            ServerProcess.await(sender.end());
            return exit;
        } finally {
            ServerProcess.await(vertx.close());
        }
    }

    private int send(Sender sender, SendProgress progress) throws InterruptedException {
        Thread hook = new Thread(() -> finish(sender, progress), "last answers");
        Runtime.getRuntime().addShutdownHook(hook);
        CompletableFuture<Object> ended = CompletableFuture.anyOf(read(sender), sender.failed());
        ended.join();
        while (!sender.failed().isDone() && !sender.awaitAnswers(LOOK_MS)) {
            continue; // either comes
        }
        if (isEnding(hook)) { // it was told to end: the hook says the last word
            hook.join();
            return ExitCode.OK;
        }
        if (sender.failed().isDone()) {
            progress.say("livetally: " + node.url() + ": " + sender.failed().join());
            return ExitCode.USAGE;
        }
        progress.sum();
        return sender.tally().refused() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Reads standard input on a thread of its own, since a read cannot be interrupted. */
    private CompletableFuture<Void> read(Sender sender) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        new LineSource(System.in, stream).sendTo(sender);
                        end.complete(null);
                    } catch (IOException e) {
                        end.completeExceptionally(new UncheckedIOException(e));
                    } catch (InterruptedException e) {
                        end.completeExceptionally(e);
                    }
                },
                "standard input");
        reader.setDaemon(true);
        reader.start();
        return end;
    }

    private static boolean isEnding(Thread hook) {
        try {
            return !Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** On Ctrl-C and SIGTERM: no more is read, and what was read gets its answers. The exit code is the signal's. */
    private static void finish(Sender sender, SendProgress progress) {
        sender.close();
        try {
            sender.awaitAnswers(LAST_ANSWERS_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        progress.sum();
    }
}
