package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;

/**
 * Terminal verification results, 95 (EMV Book 3, Annex C5).
 *
 * @param value 5 bytes
 */
public record Tvr(Bytes value) {
    /** Nothing found. */
    public static final Tvr CLEAR = new Tvr(Bytes.zeros(5));

    /**
     * Checks the length.
     *
     * @throws EmvDataException when it has not 5 bytes
     */
    public Tvr {
        Bits.requireLength(value, 5, "TVR");
    }

    public boolean has(Bit bit) {
        return bit.in(value);
    }

    public Tvr with(Bit bit) {
        return new Tvr(bit.set(value));
    }

    @Override
    public String toString() {
        return value.toHex();
    }

    /** The bits of the TVR. */
    public enum Bit implements Bits {
        ODA_NOT_PERFORMED(1, 8, "offline data authentication was not performed"),
        SDA_FAILED(1, 7, "SDA failed"),
        ICC_DATA_MISSING(1, 6, "ICC data missing"),
        ON_EXCEPTION_FILE(1, 5, "card appears on terminal exception file"),
        DDA_FAILED(1, 4, "DDA failed"),
        CDA_FAILED(1, 3, "CDA failed"),
        SDA_SELECTED(1, 2, "SDA selected"),
        XDA_SELECTED(1, 1, "XDA selected"),
        VERSIONS_DIFFER(2, 8, "ICC and terminal have different application versions"),
        EXPIRED(2, 7, "expired application"),
        NOT_YET_EFFECTIVE(2, 6, "application not yet effective"),
        SERVICE_NOT_ALLOWED(2, 5, "requested service not allowed for card product"),
        NEW_CARD(2, 4, "new card"),
        XDA_FAILED(2, 2, "XDA failed"),
        CVM_FAILED(3, 8, "cardholder verification was not successful"),
        CVM_UNKNOWN(3, 7, "unrecognised CVM"),
        PIN_TRY_LIMIT_EXCEEDED(3, 6, "PIN try limit exceeded"),
        PIN_PAD_MISSING(3, 5, "PIN entry required and PIN pad not present or not working"),
        PIN_NOT_ENTERED(3, 4, "PIN entry required, PIN pad present, but PIN was not entered"),
        ONLINE_PIN_ENTERED(3, 3, "online CVM captured"),
        FLOOR_LIMIT_EXCEEDED(4, 8, "transaction exceeds floor limit"),
        LOWER_LIMIT_EXCEEDED(4, 7, "lower consecutive offline limit exceeded"),
        UPPER_LIMIT_EXCEEDED(4, 6, "upper consecutive offline limit exceeded"),
        RANDOMLY_SELECTED(4, 5, "transaction selected randomly for online processing"),
        MERCHANT_FORCED_ONLINE(4, 4, "merchant forced transaction online"),
        DEFAULT_TDOL_USED(5, 8, "default TDOL used"),
        ISSUER_AUTHENTICATION_FAILED(5, 7, "issuer authentication failed"),
        SCRIPT_FAILED_BEFORE_AC(5, 6, "script processing failed before final GENERATE AC"),
        SCRIPT_FAILED_AFTER_AC(5, 5, "script processing failed after final GENERATE AC");

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
