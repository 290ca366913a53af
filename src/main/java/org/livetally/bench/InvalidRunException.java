package org.livetally.bench;

/** The generator missed its schedule again and again, so its measurements say nothing about the server. */
final class InvalidRunException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidRunException() {
        super("void: the generator fell behind its schedule; end what else runs on this machine");
    }
}
