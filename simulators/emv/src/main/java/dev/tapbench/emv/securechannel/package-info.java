/** The host's side of the channel that personalizes a card: EMV CPS 1.1 on SCP02 (GlobalPlatform Card 2.3.1, annex E). */
@NullMarked
package dev.tapbench.emv.securechannel;

import org.jspecify.annotations.NullMarked;
