package dev.tapbench.bench;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.hsm.CardRsaKey;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmCapability;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One scenario's part of a module: its labels are its own, and closing it forgets its keys. The module beneath stays open, so
 * that a whole run uses one session.
 */
public final class ScopedHsm implements Hsm {
    private final Hsm hsm;
    private final ImportedKeys keys;
    private final String scope;
    private final CardKeys cardKeys;
    private final AtomicInteger cards = new AtomicInteger();
    private final Set<KeyLabel> made = new LinkedHashSet<>();
    /** What was imported: under which label the module keeps it for all scenarios. */
    private final Map<KeyLabel, KeyLabel> imported = new HashMap<>();

    /**
     * A part of a module.
     *
     * @param keys the module, and what was imported into it
     * @param scope unique among the scopes that are open at a time
     * @param cardKeys the RSA keys that cards of any scope may get
     */
    ScopedHsm(ImportedKeys keys, String scope, CardKeys cardKeys) {
        this.keys = keys;
        hsm = keys.hsm();
        this.scope = scope;
        this.cardKeys = cardKeys;
    }

    private synchronized KeyLabel in(KeyLabel label) {
        KeyLabel there = imported.get(label);
        return there == null ? own(label) : there;
    }

    private KeyLabel own(KeyLabel label) {
        return KeyLabel.of(scope + "/" + label.value());
    }

    private synchronized KeyLabel out(KeyLabel label) {
        return imported.entrySet().stream()
                .filter(entry -> entry.getValue().equals(label))
                .findFirst()
                .map(Map.Entry::getKey)
                .orElseGet(() -> KeyLabel.of(label.value().substring(scope.length() + 1)));
    }

    /** A key of this scope alone; it takes the place of an imported one. */
    private synchronized KeyLabel making(KeyLabel label) {
        imported.remove(label);
        KeyLabel scoped = own(label);
        made.add(scoped);
        return scoped;
    }

    private synchronized KeyLabel importing(KeyLabel label, KeyLabel there) {
        destroy(label);
        imported.put(label, there);
        return there;
    }

    private KeyInfo out(KeyInfo info) {
        return new KeyInfo(
                out(info.label()),
                info.kind(),
                info.parent().map(this::out),
                info.derivation(),
                info.checkValue(),
                info.lived());
    }

    @Override
    public String name() {
        return hsm.name();
    }

    @Override
    public KeyInfo importKey(KeyLabel label, KeyKind kind, Bytes clear) {
        return out(hsm.info(importing(label, keys.key(label, kind, clear))));
    }

    @Override
    public KeyInfo generateKey(KeyLabel label, KeyKind kind) {
        return out(hsm.generateKey(making(label), kind));
    }

    @Override
    public KeyInfo derive(KeyLabel label, KeyLabel parent, Derivation derivation) {
        return out(hsm.derive(making(label), in(parent), derivation));
    }

    @Override
    public KeyInfo info(KeyLabel label) {
        return out(hsm.info(in(label)));
    }

    @Override
    public boolean has(KeyLabel label) {
        return hsm.has(in(label));
    }

    @Override
    public void destroy(KeyLabel label) {
        synchronized (this) {
            if (imported.remove(label) != null) {
                return;
            }
            made.remove(own(label));
        }
        hsm.destroy(own(label));
    }

    @Override
    public Bytes mac(KeyLabel key, MacAlgorithm algorithm, Bytes icv, Bytes data) {
        return hsm.mac(in(key), algorithm, icv, data);
    }

    @Override
    public Bytes encrypt(KeyLabel key, CipherMode mode, Bytes icv, Bytes data) {
        return hsm.encrypt(in(key), mode, icv, data);
    }

    @Override
    public Bytes decrypt(KeyLabel key, CipherMode mode, Bytes icv, Bytes data) {
        return hsm.decrypt(in(key), mode, icv, data);
    }

    @Override
    public Bytes wrap(KeyLabel kek, KeyLabel key) {
        return hsm.wrap(in(kek), in(key));
    }

    @Override
    public Bytes translate(KeyLabel from, KeyLabel to, Bytes cryptogram) {
        return hsm.translate(in(from), in(to), cryptogram);
    }

    @Override
    public KeyInfo.Lived clearDuringWrap(KeyLabel kek, KeyLabel key) {
        return hsm.clearDuringWrap(in(kek), in(key));
    }

    @Override
    public KeyInfo.Lived clearDuringTranslate() {
        return hsm.clearDuringTranslate();
    }

    @Override
    public Set<HsmCapability> capabilities() {
        return hsm.capabilities();
    }

    @Override
    public boolean lost() {
        return hsm.lost();
    }

    @Override
    public RSAPublicKey generateRsa(KeyLabel label, int bits, int exponent) {
        return hsm.generateRsa(making(label), bits, exponent);
    }

    @Override
    public RSAPublicKey importRsa(KeyLabel label, RSAPrivateCrtKey key) {
        return hsm.rsaPublic(importing(label, keys.rsa(label, key)));
    }

    @Override
    public RSAPublicKey rsaPublic(KeyLabel label) {
        return hsm.rsaPublic(in(label));
    }

    @Override
    public Bytes rsaPrivate(KeyLabel label, Bytes block) {
        return hsm.rsaPrivate(in(label), block);
    }

    @Override
    public CardRsaKey generateCardRsa(int bits, KeyLabel transportKey) {
        KeyLabel scoped = in(transportKey);
        int card = cards.getAndIncrement();
        return cardKeys.key(
                bits,
                hsm.info(scoped),
                card,
                () -> cardKeys.seed().isPresent()
                        ? RepeatedCardKey.make(
                                hsm,
                                scoped,
                                bits,
                                Entropy.seeded(cardKeys.seed().getAsLong(), bits + " bits, card " + card))
                        : hsm.generateCardRsa(bits, scoped));
    }

    @Override
    public Bytes random(int count) {
        return hsm.random(count);
    }

    /** Forgets the scope's keys; those that were imported stay for other scenarios. */
    @Override
    public synchronized void close() {
        imported.clear();
        made.forEach(hsm::destroy);
        made.clear();
    }
}
