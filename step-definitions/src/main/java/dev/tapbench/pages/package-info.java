/** What pages of different rooms are written with. */
@NullMarked
package dev.tapbench.pages;

import org.jspecify.annotations.NullMarked;
