package dev.tapbench.emv.calc;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of one computation in a security module: imported or derived under labels of their own, destroyed at the end. */
public final class ScratchKeys implements AutoCloseable {
    private final Hsm hsm;
    private final List<KeyLabel> labels = new ArrayList<>();

    ScratchKeys(Hsm hsm) {
        this.hsm = hsm;
    }

    /** The module. */
    public Hsm hsm() {
        return hsm;
    }

    /** A label that nothing else uses, for a key that the computation makes. */
    public KeyLabel label(String name) {
        KeyLabel label = KeyLabel.of("calc/" + labels.size() + "/" + name);
        labels.add(label);
        return label;
    }

    /**
     * Imports a double-length triple-DES test key.
     *
     * @param name for its label
     */
    public KeyLabel tdes(String name, Bytes clear) {
        return imported(name, KeyKind.TDES, clear);
    }

    /**
     * Imports a test key.
     *
     * @param name for its label
     */
    public KeyLabel imported(String name, KeyKind kind, Bytes clear) {
        return hsm.importKey(label(name), kind, clear).label();
    }

    /**
     * The clear of a triple-DES key that was derived from another: its derivation data, enciphered under the parent once more.
     *
     * @throws IllegalArgumentException when the key was not derived
     */
    public Answer.TdesKey clear(KeyInfo derived) {
        Derivation how = required(derived.derivation().orElse(null), derived);
        CipherMode mode = how.method() == Derivation.Method.TDES_CBC ? CipherMode.TDES_CBC : CipherMode.TDES_ECB;
        KeyLabel parent = required(derived.parent().orElse(null), derived);
        return new Answer.TdesKey(hsm.encrypt(parent, mode, Bytes.zeros(8), how.data()));
    }

    private static <T> T required(@Nullable T lineage, KeyInfo key) {
        if (lineage == null) {
            throw new IllegalArgumentException(
                    "key " + key.label() + " was not derived: its clear stays in the module");
        }
        return lineage;
    }

    /** Destroys all keys. */
    @Override
    public void close() {
        labels.forEach(hsm::destroy);
        labels.clear();
    }
}
