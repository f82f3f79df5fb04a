/**
 * Both ends of the channels that personalize a card: EMV CPS 1.1 on SCP02 (GlobalPlatform Card 2.3.1, annex E) and SCP03
 * (GlobalPlatform Amendment D). The card's ends are for tests of hosts; the applet has its own.
 */
@NullMarked
package dev.tapbench.emv.securechannel;

import org.jspecify.annotations.NullMarked;
