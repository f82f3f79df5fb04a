@NullMarked
package dev.tapbench.emv;

import org.jspecify.annotations.NullMarked;
