package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Cmac;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.HsmCapability;
import dev.tapbench.ports.hsm.HsmException;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Through the library's own functions: a derived or generated key comes to be in the token and stays there. */
final class NativeKeys implements SecretKeys<NativeKeys.Key> {
    /** CKK_DES2, CKK_DES3, CKK_AES. */
    private static final long DES2 = 0x14;

    private static final long DES3 = 0x15;
    private static final long AES = 0x1F;

    /** CK_INVALID_HANDLE. */
    private static final long NONE = 0;

    private static final int DES_BLOCK = KeyAlgorithm.TDES.blockLength();
    private static final int AES_BLOCK = KeyAlgorithm.AES.blockLength();

    private final NativeSession session;
    private final boolean cmac;
    private final Key tripleDesRoot;
    private final Key aesRoot;

    /**
     * A key in the token, by its handles.
     *
     * @param leftHalf left half twice: single DES for a token that has triple DES only
     * @param carrier what can be wrapped: the key itself, or the key and 8 bytes more, because 24 bytes are no whole blocks
     * @param ours whether it goes when it is destroyed here; a key that was found stays
     */
    record Key(KeyKind kind, long whole, long leftHalf, long carrier, boolean ours) {}

    /**
     * Makes the keys that generated keys are derived from: unknown to everybody, and gone with the session.
     *
     * @param cmac whether the token has CMAC
     */
    NativeKeys(NativeSession session, boolean cmac) throws GeneralSecurityException {
        this.session = session;
        this.cmac = cmac;
        this.tripleDesRoot = root(KeyKind.TDES, Mechanism.DES2_KEY_GEN, secret(DES2));
        this.aesRoot = root(
                KeyKind.AES_256, Mechanism.AES_KEY_GEN, secret(AES).with(Template.VALUE_LEN, KeyKind.AES_256.length()));
    }

    private Key root(KeyKind kind, long mechanism, Template template) throws CryptokiException {
        long handle = session.generate(Mechanism.of(mechanism), template);
        return new Key(kind, handle, NONE, handle, true);
    }

    /** Can be used and wrapped, and is never shown. */
    private static Template secret(long type) {
        return new Template()
                .with(Template.CLASS, Template.SECRET_KEY)
                .with(Template.KEY_TYPE, type)
                .with(Template.TOKEN, false)
                .with(Template.PRIVATE, true)
                .with(Template.SENSITIVE, true)
                .with(Template.EXTRACTABLE, true)
                .with(Template.ENCRYPT, true)
                .with(Template.DECRYPT, true)
                .with(Template.SIGN, true)
                .with(Template.WRAP, true)
                .with(Template.DERIVE, true);
    }

    private static Template secret(KeyKind kind) {
        return secret(kind == KeyKind.TDES ? DES2 : AES);
    }

    @Override
    public Set<HsmCapability> capabilities() {
        return Set.of(HsmCapability.HSM_DERIVE);
    }

    @Override
    public Key put(KeyKind kind, byte[] clear) throws GeneralSecurityException {
        long whole = create(kind, clear);
        long leftHalf = NONE;
        long carrier = whole;
        if (kind == KeyKind.TDES) {
            byte[] twice = Arrays.copyOf(clear, clear.length);
            System.arraycopy(clear, 0, twice, DES_BLOCK, DES_BLOCK);
            leftHalf = create(kind, twice);
            Arrays.fill(twice, (byte) 0);
        } else if (kind == KeyKind.AES_192) {
            byte[] longer = Arrays.copyOf(clear, KeyKind.AES_256.length());
            carrier = create(KeyKind.AES_256, longer);
            Arrays.fill(longer, (byte) 0);
        }
        return new Key(kind, whole, leftHalf, carrier, true);
    }

    private long create(KeyKind kind, byte[] clear) throws CryptokiException {
        Template template = secret(kind).with(Template.VALUE, clear);
        try {
            return session.create(template);
        } finally {
            template.clear();
        }
    }

    /** Derived from a key that nobody knows, with random data. */
    @Override
    public Made<Key> generate(KeyKind kind) throws GeneralSecurityException {
        boolean tripleDes = kind == KeyKind.TDES;
        int blocks = (kind.length() + AES_BLOCK - 1) / AES_BLOCK * AES_BLOCK;
        byte[] data = random(tripleDes ? kind.length() : blocks);
        Key key = tripleDes
                ? tripleDes(tripleDesRoot, Mechanism.DES3_ECB_ENCRYPT_DATA, new byte[0], data)
                : aes(aesRoot, kind, data);
        return new Made<>(key, KeyInfo.Lived.TOKEN);
    }

    @Override
    public Made<Key> derive(Key parent, Derivation derivation) throws GeneralSecurityException {
        byte[] data = derivation.data().toArray();
        Key key = switch (derivation.method()) {
            case TDES_ECB -> tripleDes(parent, Mechanism.DES3_ECB_ENCRYPT_DATA, new byte[0], data);
            case TDES_CBC -> tripleDes(parent, Mechanism.DES3_CBC_ENCRYPT_DATA, new byte[DES_BLOCK], data);
            case AES_ECB -> aes(parent, derivation.kind(), data);
            case AES_CMAC -> aes(parent, derivation.kind(), lastBlocks(parent, derivation.inputs()));
        };
        return new Made<>(key, KeyInfo.Lived.TOKEN);
    }

    /** The first block of ECB and of CBC from a zero vector is the same, so the left half comes from that block twice. */
    private Key tripleDes(Key parent, long mechanism, byte[] icv, byte[] data) throws CryptokiException {
        byte[] twice = Arrays.copyOf(data, data.length);
        System.arraycopy(data, 0, twice, DES_BLOCK, DES_BLOCK);
        long whole = session.derive(Mechanism.derivation(mechanism, icv, data), parent.whole, secret(DES2));
        long leftHalf = session.derive(
                Mechanism.derivation(Mechanism.DES3_ECB_ENCRYPT_DATA, new byte[0], twice), parent.whole, secret(DES2));
        return new Key(KeyKind.TDES, whole, leftHalf, whole, true);
    }

    private Key aes(Key parent, KeyKind kind, byte[] data) throws CryptokiException {
        long whole = aes(parent, kind.length(), data);
        long carrier = kind == KeyKind.AES_192 ? aes(parent, data.length, data) : whole;
        return new Key(kind, whole, NONE, carrier, true);
    }

    private long aes(Key parent, int length, byte[] data) throws CryptokiException {
        return session.derive(
                Mechanism.derivation(Mechanism.AES_ECB_ENCRYPT_DATA, new byte[0], data),
                parent.whole,
                secret(AES).with(Template.VALUE_LEN, length));
    }

    /**
     * What CMAC enciphers last for each input, so that the token can make the key of it in ECB: the chain before and the subkey
     * pass through host memory, the last encipherment and so the key do not.
     */
    private byte[] lastBlocks(Key key, List<Bytes> inputs) throws CryptokiException {
        Bytes zeros = KeyAlgorithm.AES.zeroIcv();
        Bytes zeroEnciphered = Bytes.of(session.encrypt(Mechanism.of(Mechanism.AES_ECB), key.whole, zeros.toArray()));
        Bytes all = Bytes.empty();
        for (Bytes input : inputs) {
            Bytes blocks = Cmac.blocks(zeroEnciphered, input);
            int last = blocks.length() - AES_BLOCK;
            Bytes chain = zeros;
            if (last > 0) {
                Mechanism cbc = Mechanism.withIcv(Mechanism.AES_CBC, zeros.toArray());
                byte[] before = blocks.slice(0, last).toArray();
                chain = Bytes.of(session.encrypt(cbc, key.whole, before)).from(last - AES_BLOCK);
            }
            all = all.then(chain.xor(blocks.from(last)));
        }
        return all.toArray();
    }

    @Override
    public void destroy(Key key) throws GeneralSecurityException {
        if (!key.ours) {
            return;
        }
        session.destroy(key.whole);
        if (key.leftHalf != NONE) {
            session.destroy(key.leftHalf);
        }
        if (key.carrier != key.whole) {
            session.destroy(key.carrier);
        }
    }

    @Override
    public void destroyRoots() throws GeneralSecurityException {
        destroy(tripleDesRoot);
        destroy(aesRoot);
    }

    @Override
    public byte[] random(int count) throws GeneralSecurityException {
        return count == 0 ? new byte[0] : session.random(count);
    }

    @Override
    public byte[] cipher(Key key, CipherMode mode, boolean encrypt, byte[] icv, byte[] data)
            throws GeneralSecurityException {
        Mechanism mechanism = switch (mode) {
            case TDES_ECB, DES_ECB_LEFT_HALF -> Mechanism.of(Mechanism.DES3_ECB);
            case TDES_CBC -> Mechanism.withIcv(Mechanism.DES3_CBC, icv);
            case AES_ECB -> Mechanism.of(Mechanism.AES_ECB);
            case AES_CBC -> Mechanism.withIcv(Mechanism.AES_CBC, icv);
        };
        long handle = mode == CipherMode.DES_ECB_LEFT_HALF ? leftHalf(key) : key.whole;
        return encrypt ? session.encrypt(mechanism, handle, data) : session.decrypt(mechanism, handle, data);
    }

    @Override
    public byte[] leftHalfCbc(Key key, byte[] icv, byte[] blocks) throws GeneralSecurityException {
        return session.encrypt(Mechanism.withIcv(Mechanism.DES3_CBC, icv), leftHalf(key), blocks);
    }

    private static long leftHalf(Key key) {
        if (key.leftHalf == NONE) {
            throw new HsmException(
                    "single DES under a key that another program has put into the token needs its left half,"
                            + " which the token does not show: derive a key from it, or import it here");
        }
        return key.leftHalf;
    }

    @Override
    public byte[] mac(Key key, MacAlgorithm algorithm, Bytes icv, Bytes data) throws GeneralSecurityException {
        return cmac && algorithm == MacAlgorithm.AES_CMAC
                ? session.sign(Mechanism.of(Mechanism.AES_CMAC), key.whole, data.toArray())
                : SecretKeys.super.mac(key, algorithm, icv, data);
    }

    /** Out of the token under a key that nobody knows, and open here: for a wrap that the token cannot do. */
    @Override
    public byte[] clear(Key key) throws GeneralSecurityException {
        Mechanism cbc = Mechanism.withIcv(Mechanism.AES_CBC, new byte[AES_BLOCK]);
        byte[] wrapped = session.wrap(cbc, aesRoot.whole, key.carrier);
        byte[] blocks = session.decrypt(cbc, aesRoot.whole, wrapped);
        try {
            return Arrays.copyOf(blocks, key.kind.length());
        } finally {
            Arrays.fill(blocks, (byte) 0);
        }
    }

    /** SoftHSM 2.6.1 wraps under AES in CBC, whole blocks only, and under triple DES not at all. */
    @Override
    public boolean wrapsInside(KeyKind kek, KeyKind key) {
        return kek.algorithm() == KeyAlgorithm.AES && key.length() % AES_BLOCK == 0;
    }

    @Override
    public byte[] wrapInside(Key kek, Key key) throws GeneralSecurityException {
        return session.wrap(Mechanism.withIcv(Mechanism.AES_CBC, new byte[AES_BLOCK]), kek.whole, key.whole);
    }

    /** A key of the token with this label, which another program has put there. */
    @Override
    public Optional<Found<Key>> find(KeyLabel label) throws GeneralSecurityException {
        List<Long> handles = session.find(new Template()
                .with(Template.CLASS, Template.SECRET_KEY)
                .with(Template.TOKEN, true)
                .with(Template.LABEL, label.value()));
        if (handles.size() > 1) {
            throw new HsmException("the token has more than one key with the label '" + label
                    + "': expected one; delete the others with the maker's tool");
        }
        if (handles.isEmpty()) {
            return Optional.empty();
        }
        long handle = handles.get(0);
        KeyKind kind = kind(label, handle);
        return Optional.of(new Found<>(new Key(kind, handle, NONE, handle, false), kind));
    }

    private KeyKind kind(KeyLabel label, long handle) throws CryptokiException {
        long type = session.number(handle, Template.KEY_TYPE);
        if (type == DES2 || type == DES3) {
            return KeyKind.TDES;
        }
        if (type == AES) {
            return KeyKind.aes((int) session.number(handle, Template.VALUE_LEN));
        }
        throw new HsmException("the token's key '" + label + "' has the type " + Long.toHexString(type)
                + ": expected triple DES (14 or 15) or AES (1F)");
    }
}
