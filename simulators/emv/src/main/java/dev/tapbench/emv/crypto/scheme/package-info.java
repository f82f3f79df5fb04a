/**
 * What payment schemes compute otherwise than EMV, as published code and test data show it. For the calculator only: no card, host
 * or party of this product uses it, and nothing here comes from a scheme's own documents.
 */
@NullMarked
package dev.tapbench.emv.crypto.scheme;

import org.jspecify.annotations.NullMarked;
