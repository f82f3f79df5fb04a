/**
 * The inspection of a payment card that need not be ours: reading everything that it shows, and judging that by rules.
 *
 * <p>{@link dev.tapbench.parties.inspection.CardReading} taps a card and keeps every answer as it came in a
 * {@link dev.tapbench.parties.inspection.CardImage}. {@link dev.tapbench.parties.inspection.Seen} is what the answers say,
 * read leniently: what cannot be parsed is absent there, and the rule about its format says so. A
 * {@link dev.tapbench.parties.inspection.Rule} judges that, and {@link dev.tapbench.parties.inspection.Inspection} is what came of
 * all rules.
 *
 * <p>Note: rules judge the image and never the card. Context: a rule has to be seen to fail, and no card can be made that is wrong
 * in each of more than a hundred ways. Choice: an image is plain values, so that a test changes one byte of it. Cost: what a rule
 * wants to ask the card, the reading has to ask in advance.
 */
@NullMarked
package dev.tapbench.parties.inspection;

import org.jspecify.annotations.NullMarked;
