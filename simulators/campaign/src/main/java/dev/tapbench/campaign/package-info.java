/** Campaigns against the system: here the catalogue of faulty devices, built from patches of the sound sources. */
@NullMarked
package dev.tapbench.campaign;

import org.jspecify.annotations.NullMarked;
