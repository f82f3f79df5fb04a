/** Terminal and issuer together, over real sockets, with a card of a few lines. */
@NullMarked
package dev.tapbench.parties.flow;

import org.jspecify.annotations.NullMarked;
