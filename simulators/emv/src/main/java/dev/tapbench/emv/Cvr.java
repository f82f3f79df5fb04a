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
        Bits.requireLength(value, 5, "CVR");
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
    public enum Bit implements Bits {
        CDA_PERFORMED(1, 4, "CDA performed"),
        DDA_PERFORMED(1, 3, "offline DDA performed"),
        ISSUER_AUTHENTICATION_NOT_PERFORMED(1, 2, "issuer authentication not performed"),
        ISSUER_AUTHENTICATION_FAILED(1, 1, "issuer authentication failed"),
        OFFLINE_PIN_PERFORMED(2, 4, "offline PIN verification performed"),
        OFFLINE_PIN_FAILED(2, 3, "offline PIN verification performed and PIN not successfully verified"),
        PIN_TRY_LIMIT_EXCEEDED(2, 2, "PIN try limit exceeded"),
        LAST_ONLINE_NOT_COMPLETED(2, 1, "last online transaction not completed"),
        LOWER_COUNT_EXCEEDED(3, 8, "lower offline transaction count limit exceeded"),
        UPPER_COUNT_EXCEEDED(3, 7, "upper offline transaction count limit exceeded"),
        LOWER_AMOUNT_EXCEEDED(3, 6, "lower cumulative offline amount limit exceeded"),
        UPPER_AMOUNT_EXCEEDED(3, 5, "upper cumulative offline amount limit exceeded"),
        LOST_OR_STOLEN_LIMIT_EXCEEDED(3, 4, "issuer-discretionary: lost-or-stolen limit exceeded"),
        CVM_ARMED(3, 3, "issuer-discretionary: a cardholder verification armed this transaction"),
        SCRIPT_FAILED(4, 4, "issuer script processing failed"),
        ODA_FAILED_BEFORE(4, 3, "offline data authentication failed on previous transaction"),
        GO_ONLINE_WAS_SET(4, 2, "go online on next transaction was set"),
        UNABLE_TO_GO_ONLINE(4, 1, "unable to go online");

        @SuppressWarnings("ImmutableEnumChecker") // a record of two numbers and a text
        private final Place place;

        Bit(int byteNumber, int bit, String meaning) {
            place = new Place(byteNumber, bit, meaning);
        }

        @Override
        public Place place() {
            return place;
        }
    }
}
