package dev.tapbench.emv.calc;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
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
     * The clear of a key that was derived from another: what its derivation does with its data, done once more under the parent
     * key.
     *
     * @return {@link Answer.TdesKey} or, of an AES key, its bytes
     * @throws IllegalArgumentException when the key was not derived
     */
    public Object clear(KeyInfo derived) {
        Derivation how = required(derived.derivation().orElse(null), derived);
        KeyLabel parent = required(derived.parent().orElse(null), derived);
        return switch (how.method()) {
            case TDES_ECB -> new Answer.TdesKey(enciphered(parent, CipherMode.TDES_ECB, how));
            case TDES_CBC -> new Answer.TdesKey(enciphered(parent, CipherMode.TDES_CBC, how));
            case AES_ECB -> enciphered(parent, CipherMode.AES_ECB, how);
            case AES_CMAC ->
                how.inputs().stream()
                        .map(input -> hsm.mac(parent, MacAlgorithm.AES_CMAC, Bytes.empty(), input))
                        .reduce(Bytes.empty(), Bytes::then)
                        .slice(0, how.kind().length());
        };
    }

    private Bytes enciphered(KeyLabel parent, CipherMode mode, Derivation how) {
        return hsm.encrypt(parent, mode, mode.algorithm().zeroIcv(), how.data())
                .slice(0, how.kind().length());
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
