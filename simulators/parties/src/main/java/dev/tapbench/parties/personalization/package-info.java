/** In-market personalization: the device in the shop, the service provider, the TSP and MOTAPS (US 9,172,539; EMV CPS 1.1). */
@NullMarked
package dev.tapbench.parties.personalization;

import org.jspecify.annotations.NullMarked;
