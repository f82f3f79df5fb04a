/**
 * What a card or phone of a risk profile does, in plain Java: the same decisions as the applet's, from counters and limits alone
 * and without cryptography. It is held against the applet step by step, and is what exploration and honest lives run on.
 */
@NullMarked
package dev.tapbench.risk.model;

import org.jspecify.annotations.NullMarked;
