package dev.tapbench.emv.crypto.scheme;

import dev.tapbench.emv.Pin;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.CipherMode;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import dev.tapbench.ports.hsm.KeyLabel;
import java.util.Optional;

/** The data of PIN CHANGE/UNBLOCK, in EMV's way and in those of two schemes, as pyemv and jPOS publish them. */
public final class PinChange {
    private static final int BLOCK = 8;

    private PinChange() {}

    /** How data are padded and enciphered. */
    public enum Encipherment {
        /** Always padded, CBC (EMV Book 2, 9.3.3 and D2.2). */
        EMV,
        /** Padded where they are no whole blocks, CBC. */
        MASTERCARD,
        /** The length before them, padded where they are no whole blocks, ECB. */
        VISA;

        /** The data enciphered under a session key for confidentiality. */
        public Bytes encipher(Hsm hsm, KeyLabel key, Bytes data) {
            CipherMode mode = this == VISA ? CipherMode.TDES_ECB : CipherMode.TDES_CBC;
            return hsm.encrypt(key, mode, KeyAlgorithm.TDES.zeroIcv(), padded(data));
        }

        /** What is enciphered: whole blocks. */
        public Bytes padded(Bytes data) {
            return switch (this) {
                case EMV -> KeyAlgorithm.TDES.padded(data);
                case MASTERCARD -> KeyAlgorithm.TDES.paddedWhereNeeded(data);
                case VISA ->
                    KeyAlgorithm.TDES.paddedWhereNeeded(Bytes.of(data.length()).then(data));
            };
        }
    }

    /**
     * Visa's PIN block: {@code 0 length digits F..} xor four bytes of the card's key, xor the PIN before.
     *
     * @param mkAc the ICC master key for cryptograms in the clear, 16 bytes, of which bytes 5 to 8 count
     * @param current the PIN before, where the command changes it
     */
    public static Bytes visaPinBlock(Pin pin, Optional<Pin> current, Bytes mkAc) {
        // Format 2 differs from the block that is wanted in its first digit only.
        Bytes plain = PinBlocks.format2(pin).xor(Bytes.of(0x20).then(Bytes.zeros(BLOCK - 1)));
        Bytes block = plain.xor(Bytes.zeros(BLOCK / 2).then(mkAc.slice(BLOCK / 2, BLOCK)));
        return current.map(c -> block.xor(
                        Bytes.hex(c.digits() + "0".repeat(2 * BLOCK - c.digits().length()))))
                .orElse(block);
    }
}
