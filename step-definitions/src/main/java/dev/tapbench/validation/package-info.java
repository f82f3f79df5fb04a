/**
 * What a validation of a risk profile says, for programs and for people: the document, the page with its plots, the page for the
 * printer, the table for a spreadsheet and the text for a pull request. All of them say the same.
 */
@NullMarked
package dev.tapbench.validation;

import org.jspecify.annotations.NullMarked;
