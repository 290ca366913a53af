package org.livetally.notify.send;

import java.util.List;
import org.livetally.notify.targets.Target;

/** What is delivered to a target at once: one event to a program, and perhaps several to people. */
record Batch(Target target, Target.Access access, List<Delivery> deliveries) {}
