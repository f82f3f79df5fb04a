package dev.tapbench.bench;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The keys that the scenarios of a run import from their profiles, each in the module once: a token takes longer to make an object
 * than a card to pay. The same label with other material is another key. What a scenario derives or generates is never here.
 * Thread-safe.
 */
final class ImportedKeys {
    private static final String SHARED = "imported/";

    private final Hsm hsm;
    private final Map<Material, KeyLabel> kept = new HashMap<>();

    /** Where somebody wants a key, and which: by a digest, so that no key is kept here. */
    private record Material(KeyLabel label, String kind, Bytes digest) {}

    /** @param hsm the module that keeps them */
    ImportedKeys(Hsm hsm) {
        this.hsm = hsm;
    }

    Hsm hsm() {
        return hsm;
    }

    /** Where the module keeps this key, imported now unless it is there. */
    KeyLabel key(KeyLabel label, KeyKind kind, Bytes clear) {
        Material material = new Material(label, kind.name(), digest(clear));
        return kept(material, shared -> hsm.importKey(shared, kind, clear));
    }

    /** As {@link #key}, an RSA key. */
    KeyLabel rsa(KeyLabel label, RSAPrivateCrtKey key) {
        Bytes numbers = Bytes.concat(number(key.getModulus()), number(key.getPrivateExponent()));
        return kept(new Material(label, "RSA", digest(numbers)), shared -> hsm.importRsa(shared, key));
    }

    private static Bytes number(BigInteger value) {
        return Bytes.of(value.toByteArray());
    }

    private static Bytes digest(Bytes key) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(key.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private synchronized KeyLabel kept(Material material, Consumer<KeyLabel> importer) {
        KeyLabel there = kept.get(material);
        if (there == null) {
            there = KeyLabel.of(SHARED + kept.size() + "/" + material.label().value());
            importer.accept(there);
            kept.put(material, there);
        }
        return there;
    }

    /** Forgets them all; the module is still open. */
    synchronized void destroy() {
        kept.values().forEach(hsm::destroy);
        kept.clear();
    }
}
