package io.tickmesh.acceptance.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Who uses the page of a test.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface By {
    Stage.Role value();
}
