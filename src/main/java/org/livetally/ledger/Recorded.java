package org.livetally.ledger;

import org.livetally.domain.order.Message;
import org.livetally.domain.order.Seq;

/** One message of the ledger, with its place. */
public record Recorded(Seq seq, Message message) {}
