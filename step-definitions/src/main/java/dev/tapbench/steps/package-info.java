/** The sentences of the scenarios, a class for each concept of the domain. */
@NullMarked
package dev.tapbench.steps;

import org.jspecify.annotations.NullMarked;
