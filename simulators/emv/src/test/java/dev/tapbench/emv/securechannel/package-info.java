@NullMarked
package dev.tapbench.emv.securechannel;

import org.jspecify.annotations.NullMarked;
