/**
 * Security modules behind PKCS #11, through the platform's SunPKCS11.
 *
 * <p><b>Context.</b> SunPKCS11 has no key derivation, no DES MAC and no triple-DES wrapping, and SoftHSM 2.6.1 has no MAC with
 * DES either. <b>Choice.</b> The token enciphers; the rest is composed of that. A retail MAC is CBC under the left half, kept
 * as a second key K|K, then the last block under the whole key. A derived or generated key is made of the token's output and
 * imported. Every key in the token is sensitive and cannot be extracted; what wrap needs is a copy enciphered under a storage
 * key that never leaves the token. Wrap and translate hold the clear in a buffer of this process for two calls and then
 * overwrite it. <b>Cost.</b> Each key has been in host memory, and its lineage says so; a key kept as K|K is a single-DES
 * target. Test keys only.
 */
@NullMarked
package dev.tapbench.drivers.pkcs11;

import org.jspecify.annotations.NullMarked;
