/** What is wrong with a risk profile, before any card is made under it. */
@NullMarked
package dev.tapbench.risk.validation;

import org.jspecify.annotations.NullMarked;
