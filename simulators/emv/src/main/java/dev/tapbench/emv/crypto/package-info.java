/** Cryptography of EMV on the host's and the terminal's side; secret keys stay in the module, only labels come here. */
@NullMarked
package dev.tapbench.emv.crypto;

import org.jspecify.annotations.NullMarked;
