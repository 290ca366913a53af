package org.livetally.acceptance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The pages of this test class are opened with the browser of OBS, which is years older than today's. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface InObs {}
