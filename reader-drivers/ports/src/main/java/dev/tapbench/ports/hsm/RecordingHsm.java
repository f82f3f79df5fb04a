package dev.tapbench.ports.hsm;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.HsmCalled;
import dev.tapbench.ports.trace.Trace;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;

/** Passes every call on and records it, without any data that could be secret. */
public final class RecordingHsm implements Hsm {
    private final Hsm hsm;
    private final Trace trace;
    private final String owner;

    /** @param owner the party whose module this is, for the trace */
    public RecordingHsm(Hsm hsm, Trace trace, String owner) {
        this.hsm = hsm;
        this.trace = trace;
        this.owner = owner;
    }

    private void note(String operation, KeyLabel key, String detail) {
        trace.record(new HsmCalled(owner, hsm.name(), operation, key.value(), detail));
    }

    private KeyInfo note(String operation, KeyInfo info) {
        String from = info.parent().map(p -> "from " + p + ", ").orElse("")
                + info.derivation().map(RecordingHsm::made).orElse("");
        note(operation, info.label(), from + "check value " + info.checkValue() + ", lived in " + where(info.lived()));
        return info;
    }

    private static String made(Derivation derivation) {
        String data =
                derivation.personal() ? "a card number" : derivation.data().toHex();
        return derivation.purpose() + ", " + derivation.method() + " over " + data + ", ";
    }

    private static String where(KeyInfo.Lived lived) {
        return lived == KeyInfo.Lived.TOKEN ? "the token only" : "host memory";
    }

    @Override
    public String name() {
        return hsm.name();
    }

    @Override
    public KeyInfo importKey(KeyLabel label, KeyKind kind, Bytes clear) {
        return note("import", hsm.importKey(label, kind, clear));
    }

    @Override
    public KeyInfo generateKey(KeyLabel label, KeyKind kind) {
        return note("generate", hsm.generateKey(label, kind));
    }

    @Override
    public KeyInfo derive(KeyLabel label, KeyLabel parent, Derivation derivation) {
        return note("derive", hsm.derive(label, parent, derivation));
    }

    @Override
    public KeyInfo info(KeyLabel label) {
        return hsm.info(label);
    }

    @Override
    public boolean has(KeyLabel label) {
        return hsm.has(label);
    }

    @Override
    public void destroy(KeyLabel label) {
        note("destroy", label, "");
        hsm.destroy(label);
    }

    @Override
    public Bytes mac(KeyLabel key, MacAlgorithm algorithm, Bytes icv, Bytes data) {
        note("mac", key, algorithm + " over " + data.length() + " bytes");
        return hsm.mac(key, algorithm, icv, data);
    }

    @Override
    public Bytes encrypt(KeyLabel key, CipherMode mode, Bytes icv, Bytes data) {
        note("encrypt", key, mode + ", " + data.length() + " bytes");
        return hsm.encrypt(key, mode, icv, data);
    }

    @Override
    public Bytes decrypt(KeyLabel key, CipherMode mode, Bytes icv, Bytes data) {
        note("decrypt", key, mode + ", " + data.length() + " bytes");
        return hsm.decrypt(key, mode, icv, data);
    }

    @Override
    public Bytes wrap(KeyLabel kek, KeyLabel key) {
        note("wrap", key, "under " + kek + ", clear in " + where(hsm.clearDuringWrap(kek, key)));
        return hsm.wrap(kek, key);
    }

    @Override
    public Bytes translate(KeyLabel from, KeyLabel to, Bytes cryptogram) {
        note(
                "translate",
                to,
                "from " + from + ", " + cryptogram.length() + " bytes, clear in " + where(hsm.clearDuringTranslate()));
        return hsm.translate(from, to, cryptogram);
    }

    @Override
    public KeyInfo.Lived clearDuringWrap(KeyLabel kek, KeyLabel key) {
        return hsm.clearDuringWrap(kek, key);
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
        note("generate RSA", label, bits + " bits");
        return hsm.generateRsa(label, bits, exponent);
    }

    @Override
    public RSAPublicKey importRsa(KeyLabel label, RSAPrivateCrtKey key) {
        note("import RSA", label, key.getModulus().bitLength() + " bits");
        return hsm.importRsa(label, key);
    }

    @Override
    public RSAPublicKey rsaPublic(KeyLabel label) {
        return hsm.rsaPublic(label);
    }

    @Override
    public Bytes rsaPrivate(KeyLabel label, Bytes block) {
        note("RSA private", label, block.length() + " bytes");
        return hsm.rsaPrivate(label, block);
    }

    @Override
    public CardRsaKey generateCardRsa(int bits, KeyLabel transportKey) {
        CardRsaKey key = hsm.generateCardRsa(bits, transportKey);
        String made = key.reused() ? ", the one of an earlier card" : "";
        note("generate card RSA", transportKey, bits + " bits, given out under the transport key" + made);
        return key;
    }

    @Override
    public Bytes random(int count) {
        return hsm.random(count);
    }

    @Override
    public void close() {
        hsm.close();
    }
}
