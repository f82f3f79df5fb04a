/** The inspection of a card with devices of the bench, and what it says in each form: document, page, text of the rules. */
@NullMarked
package dev.tapbench.inspection;

import org.jspecify.annotations.NullMarked;
