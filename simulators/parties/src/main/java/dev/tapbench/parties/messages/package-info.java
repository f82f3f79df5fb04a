/** What the parties say to each other, and the interfaces behind which they stand: parties meet only here. */
@NullMarked
package dev.tapbench.parties.messages;

import org.jspecify.annotations.NullMarked;
