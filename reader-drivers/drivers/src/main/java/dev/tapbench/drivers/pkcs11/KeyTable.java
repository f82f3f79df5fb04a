package dev.tapbench.drivers.pkcs11;

import dev.tapbench.drivers.pkcs11.RsaKeys.TokenKeyPair;
import dev.tapbench.drivers.pkcs11.SecretKeys.Found;
import dev.tapbench.drivers.pkcs11.SecretKeys.Made;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyCheckValue;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of one module by label, with their lineage; there is one key under a label.
 *
 * @param <K> a secret key in the token
 */
final class KeyTable<K> {
    record Secret<K>(K key, KeyInfo info) {}

    private final SecretKeys<K> secretKeys;
    private final Map<KeyLabel, Secret<K>> secrets = new HashMap<>();
    private final Map<KeyLabel, TokenKeyPair> pairs = new HashMap<>();

    KeyTable(SecretKeys<K> secretKeys) {
        this.secretKeys = secretKeys;
    }

    /** A key that has come to be in the token replaces what was under its label. */
    KeyInfo keep(KeyLabel label, KeyKind kind, Made<K> made, Optional<KeyLabel> parent, Optional<Derivation> derivation)
            throws GeneralSecurityException {
        Secret<K> secret = secret(label, kind, made, parent, derivation);
        forget(label);
        secrets.put(label, secret);
        return secret.info();
    }

    void keep(KeyLabel label, TokenKeyPair pair) throws GeneralSecurityException {
        forget(label);
        pairs.put(label, pair);
    }

    private Secret<K> secret(
            KeyLabel label, KeyKind kind, Made<K> made, Optional<KeyLabel> parent, Optional<Derivation> derivation)
            throws GeneralSecurityException {
        KeyAlgorithm algorithm = kind.algorithm();
        byte[] block = KeyCheckValue.block(algorithm).toArray();
        byte[] enciphered = secretKeys.cipher(made.key(), CipherMode.ecb(algorithm), true, new byte[0], block);
        KeyCheckValue checkValue = KeyCheckValue.of(Bytes.of(enciphered));
        return new Secret<>(made.key(), new KeyInfo(label, kind, parent, derivation, checkValue, made.lived()));
    }

    /** A secret key of this module, or else one that the token itself keeps under the label. */
    Optional<Secret<K>> secret(KeyLabel label) throws GeneralSecurityException {
        Secret<K> secret = secrets.get(label);
        if (secret != null || pairs.containsKey(label)) {
            return Optional.ofNullable(secret);
        }
        Optional<Found<K>> found = secretKeys.find(label);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Made<K> made = new Made<>(found.get().key(), KeyInfo.Lived.TOKEN);
        Secret<K> known = secret(label, found.get().kind(), made, Optional.empty(), Optional.empty());
        secrets.put(label, known);
        return Optional.of(known);
    }

    Optional<TokenKeyPair> pair(KeyLabel label) {
        return Optional.ofNullable(pairs.get(label));
    }

    /** The lineage of a key whose clear value passes through this process now. */
    void seenByHost(Secret<K> secret) {
        KeyInfo info = secret.info();
        KeyInfo seen = new KeyInfo(
                info.label(),
                info.kind(),
                info.parent(),
                info.derivation(),
                info.checkValue(),
                KeyInfo.Lived.HOST_MEMORY);
        secrets.put(info.label(), new Secret<>(secret.key(), seen));
    }

    void forget(KeyLabel label) throws GeneralSecurityException {
        pairs.remove(label);
        Secret<K> gone = secrets.remove(label);
        if (gone != null) {
            secretKeys.destroy(gone.key());
        }
    }

    Set<KeyLabel> labels() {
        Set<KeyLabel> labels = new HashSet<>(secrets.keySet());
        labels.addAll(pairs.keySet());
        return labels;
    }
}
