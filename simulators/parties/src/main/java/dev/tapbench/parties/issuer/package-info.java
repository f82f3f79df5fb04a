/** The issuer: accounts, holds, the ledger of cards, cryptograms checked in the HSM, and its ISO 8583 host. */
@NullMarked
package dev.tapbench.parties.issuer;

import org.jspecify.annotations.NullMarked;
