/** Reads the files that people write: card profiles, risk profiles, benches. Every mistake is one line that says what to do. */
@NullMarked
package dev.tapbench.profiles;

import org.jspecify.annotations.NullMarked;
