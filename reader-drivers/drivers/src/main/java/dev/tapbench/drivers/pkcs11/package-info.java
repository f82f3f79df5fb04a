/**
 * Security modules behind PKCS #11: SunPKCS11 for what it can do, the library's own functions through JNA for the rest.
 *
 * <p><b>Context.</b> SunPKCS11 has no key derivation, no DES MAC, no CMAC and no triple-DES wrapping, and SoftHSM 2.6.1 has no
 * MAC with DES and wraps under AES in CBC only. <b>Choice.</b> Without {@code derive=native} the token enciphers, and the rest
 * is composed of that. A retail MAC is CBC under the left half, kept as a second key K|K, then the last block under the whole
 * key; CMAC is CBC over blocks whose last one had a subkey added. A derived or generated key is made of the token's output and
 * imported; what wrap needs is a copy enciphered under a storage key that never leaves the token. <b>Cost.</b> Each key has
 * been in host memory for two calls, and its lineage says so; CMAC's subkeys pass through as well; a key kept as K|K is a
 * single-DES target. Test keys only.
 *
 * <p><b>derive=native.</b> {@code C_DeriveKey} makes the key in the token. Left half twice comes of the first block of the data
 * twice. CMAC in counter mode is the last encipherment alone, as a derivation in ECB: what it enciphers passes through host
 * memory, the key does not. Wrap under AES stays inside; under triple DES the key passes through host memory, and its
 * lineage changes with that. Translate always passes through.
 *
 * <p><b>Two callers of one library</b>, seen with SoftHSM 2.6.1 and Java 17: the system loads the file once, so whoever comes
 * second is told that it is initialised; the log-in counts for all sessions; object handles too. One session of ours stays open
 * for life and keeps the log-in. All calls are under the token's lock. After {@code C_Finalize} or the loss of all sessions a
 * new provider on the same library works; the old one's keys must not be collected, since their clean-up would destroy new
 * keys that have the same numbers.
 */
@NullMarked
package dev.tapbench.drivers.pkcs11;

import org.jspecify.annotations.NullMarked;
