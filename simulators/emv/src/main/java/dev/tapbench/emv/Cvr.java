package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import java.util.Optional;

/**
 * Card verification results of a Common Core card (EMV Book 3, C9.3); byte 3 b4 and b3, which EMV leaves to the issuer, say
 * what the second pair of counters found.
 *
 * @param value 5 bytes
 */
public record Cvr(Bytes value) {
    /** All bits clear; note that this says that both cryptograms were an AAC. */
    public static final Cvr CLEAR = new Cvr(Bytes.zeros(5));

    /**
     * Checks the length.
     *
     * @throws EmvDataException when it has not 5 bytes
     */
    public Cvr {
        Lengths.require(value, 5, "CVR");
    }

    public boolean has(Bit bit) {
        return bit.in(value);
    }

    public Cvr with(Bit bit) {
        return new Cvr(bit.set(value));
    }

    /**
     * The cryptogram of the second GENERATE AC (byte 1 b8-b7); empty when it was not requested.
     *
     * @throws EmvDataException when b8-b7 are 11
     */
    public Optional<CryptogramType> secondCryptogram() {
        int bits = value.at(0) >>> 6;
        if (bits == 3) {
            throw new EmvDataException("CVR " + value + " has byte 1 b8-b7 = 11, reserved (EMV Book 3, C9.3)");
        }
        return bits == 2 ? Optional.empty() : Optional.of(bits == 1 ? CryptogramType.TC : CryptogramType.AAC);
    }

    /**
     * The cryptogram of the first GENERATE AC (byte 1 b6-b5).
     *
     * @throws EmvDataException when b6-b5 are 11
     */
    public CryptogramType firstCryptogram() {
        return switch ((value.at(0) >>> 4) & 3) {
            case 0 -> CryptogramType.AAC;
            case 1 -> CryptogramType.TC;
            case 2 -> CryptogramType.ARQC;
            default ->
                throw new EmvDataException("CVR " + value + " has byte 1 b6-b5 = 11, reserved (EMV Book 3, C9.3)");
        };
    }

    /** Low order nibble of the PIN try counter (byte 2 b8-b5). */
    public int pinTriesLeft() {
        return value.at(1) >>> 4;
    }

    /** Script commands processed with secure messaging (byte 4 b8-b5), 0 to 15. */
    public int scriptsProcessed() {
        return value.at(3) >>> 4;
    }

    /** A copy that says which cryptograms were made; {@code second} empty = not requested. */
    public Cvr withCryptograms(CryptogramType first, Optional<CryptogramType> second) {
        int high = second.map(s -> s == CryptogramType.TC ? 1 : 0).orElse(2);
        int low = first.code() >>> 6;
        byte[] bytes = value.toArray();
        bytes[0] = (byte) ((high << 6) | (low << 4) | (bytes[0] & 0x0F));
        return new Cvr(Bytes.of(bytes));
    }

    @Override
    public String toString() {
        return value.toHex();
    }

    /** The single bits of the CVR. */
    public static final class Bit extends NamedBit {
        public static final Bit CDA_PERFORMED = new Bit(1, 4);
        public static final Bit DDA_PERFORMED = new Bit(1, 3);
        public static final Bit ISSUER_AUTHENTICATION_NOT_PERFORMED = new Bit(1, 2);
        public static final Bit ISSUER_AUTHENTICATION_FAILED = new Bit(1, 1);
        public static final Bit OFFLINE_PIN_PERFORMED = new Bit(2, 4);
        public static final Bit OFFLINE_PIN_FAILED = new Bit(2, 3);
        public static final Bit PIN_TRY_LIMIT_EXCEEDED = new Bit(2, 2);
        public static final Bit LAST_ONLINE_NOT_COMPLETED = new Bit(2, 1);
        public static final Bit LOWER_COUNT_EXCEEDED = new Bit(3, 8);
        public static final Bit UPPER_COUNT_EXCEEDED = new Bit(3, 7);
        public static final Bit LOWER_AMOUNT_EXCEEDED = new Bit(3, 6);
        public static final Bit UPPER_AMOUNT_EXCEEDED = new Bit(3, 5);
        public static final Bit LOST_OR_STOLEN_LIMIT_EXCEEDED = new Bit(3, 4);
        public static final Bit CVM_ARMED = new Bit(3, 3);
        public static final Bit SCRIPT_FAILED = new Bit(4, 4);
        public static final Bit ODA_FAILED_BEFORE = new Bit(4, 3);
        public static final Bit GO_ONLINE_WAS_SET = new Bit(4, 2);
        public static final Bit UNABLE_TO_GO_ONLINE = new Bit(4, 1);

        private Bit(int byteNumber, int bit) {
            super("CVR", byteNumber, bit);
        }
    }
}
