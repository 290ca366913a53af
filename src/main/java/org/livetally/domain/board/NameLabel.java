package org.livetally.domain.board;

/** What is known of a name of a ranking besides its measures. */
public sealed interface NameLabel permits ProductLabel, GroupLabel, ExplanationLabel {}
