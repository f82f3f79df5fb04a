package dev.tapbench.drivers.jcardsim.chip;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that is called in place of a static one of the API. A method without it stands for an instance method: its first
 * parameter is the receiver. Either has the same name and parameters as what it stands for, and the number of the place last.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ForStatic {
    /** The class whose static method it is. */
    Class<?> value();
}
