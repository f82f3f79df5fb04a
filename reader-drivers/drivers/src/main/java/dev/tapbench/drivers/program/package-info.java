/**
 * A program at the bench: the laboratory's robot, or whatever moves cards and knows PINs by command line.
 *
 * <p>It is called as {@code PROGRAM present CARD MEDIUM READER} and {@code PROGRAM remove CARD MEDIUM READER}, each argument as it
 * is and none through a shell: CARD is the card's name, MEDIUM {@code contactless}, {@code contact}, {@code contact-t1} or
 * {@code wired}, READER the reader's name as the bench file has it. Exit status 0: it is done. With any other one the scenario is
 * broken, and the last line of standard error says why. As {@code PROGRAM pin CARD right} or {@code wrong} it prints what is to be
 * keyed in; what it says on standard error is told nobody then.
 */
@NullMarked
package dev.tapbench.drivers.program;

import org.jspecify.annotations.NullMarked;
