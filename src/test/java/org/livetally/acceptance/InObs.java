package org.livetally.acceptance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Opens the pages of this test class with a browser of OBS, which is years older than the current one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface InObs {
    /** That of which OBS. */
    Browser.Obs value() default Browser.Obs.OF_31_AND_32;
}
