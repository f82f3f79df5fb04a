/** The vocabulary of EMV as values: TLV, data object lists, amounts, APDUs, and the data of the three stories. */
@NullMarked
package dev.tapbench.emv;

import org.jspecify.annotations.NullMarked;
