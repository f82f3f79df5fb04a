@NullMarked
package dev.tapbench.emv.calc;

import org.jspecify.annotations.NullMarked;
