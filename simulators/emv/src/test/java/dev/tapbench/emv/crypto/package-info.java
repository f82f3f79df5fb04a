@NullMarked
package dev.tapbench.emv.crypto;

import org.jspecify.annotations.NullMarked;
