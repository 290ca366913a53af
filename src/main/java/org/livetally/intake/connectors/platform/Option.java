package org.livetally.intake.connectors.platform;

import java.util.List;

/**
 * A setting that only connectors of one kind have: a text.
 *
 * @param initial its value if a connector names none
 * @param choices its possible values; empty if any text of 1 to 100 characters will do
 */
public record Option(String name, String initial, List<String> choices) {}
