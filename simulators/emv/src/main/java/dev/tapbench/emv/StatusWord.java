package dev.tapbench.emv;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * The status bytes SW1 SW2 of a response (ISO/IEC 7816-4, 5.6; EMV Book 3, 6.3.5).
 *
 * @param value 0000 to FFFF
 */
public record StatusWord(int value) {
    public static final StatusWord OK = new StatusWord(0x9000);
    public static final StatusWord SELECTED_FILE_INVALIDATED = new StatusWord(0x6283);
    public static final StatusWord AUTHENTICATION_FAILED = new StatusWord(0x6300);
    public static final StatusWord WRONG_LENGTH = new StatusWord(0x6700);
    public static final StatusWord SECURITY_STATUS_NOT_SATISFIED = new StatusWord(0x6982);
    public static final StatusWord PIN_BLOCKED = new StatusWord(0x6983);
    public static final StatusWord REFERENCE_DATA_NOT_USABLE = new StatusWord(0x6984);
    public static final StatusWord CONDITIONS_NOT_SATISFIED = new StatusWord(0x6985);
    public static final StatusWord SECURE_MESSAGING_OBJECTS_MISSING = new StatusWord(0x6987);
    public static final StatusWord SECURE_MESSAGING_OBJECTS_WRONG = new StatusWord(0x6988);
    public static final StatusWord WRONG_DATA = new StatusWord(0x6A80);
    public static final StatusWord FUNCTION_NOT_SUPPORTED = new StatusWord(0x6A81);
    public static final StatusWord NOT_FOUND = new StatusWord(0x6A82);
    public static final StatusWord RECORD_NOT_FOUND = new StatusWord(0x6A83);
    public static final StatusWord INCORRECT_P1_P2 = new StatusWord(0x6A86);
    public static final StatusWord DATA_NOT_FOUND = new StatusWord(0x6A88);

    public StatusWord {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException("a status word has 2 bytes, not " + Integer.toHexString(value));
        }
    }

    public boolean ok() {
        return value == 0x9000;
    }

    /** The tries left that 63Cx says (EMV Book 3, 6.5.12). */
    public OptionalInt triesLeft() {
        return (value & 0xFFF0) == 0x63C0 ? OptionalInt.of(value & 0x0F) : OptionalInt.empty();
    }

    /** What it says, in words. */
    public String meaning() {
        OptionalInt tries = triesLeft();
        if (tries.isPresent()) {
            return "verification failed, " + tries.getAsInt() + (tries.getAsInt() == 1 ? " try left" : " tries left");
        }
        return switch (value >>> 8) {
            case 0x61 -> (value & 0xFF) + " bytes wait for GET RESPONSE";
            case 0x6C -> "wrong Le, " + (value & 0xFF) + " bytes are there";
            default -> whole();
        };
    }

    private String whole() {
        return switch (value) {
            case 0x9000 -> "normal processing";
            case 0x6283 -> "selected application is blocked";
            case 0x6300 -> "authentication failed";
            case 0x6400 -> "execution error";
            case 0x6581 -> "memory failure";
            case 0x6700 -> "wrong length";
            case 0x6882 -> "secure messaging not supported";
            case 0x6982 -> "security status not satisfied";
            case 0x6983 -> "PIN tries exhausted";
            case 0x6984 -> "reference data not usable: no challenge, or the PIN block could not be recovered";
            case 0x6985 -> "conditions of use not satisfied";
            case 0x6986 -> "command not allowed";
            case 0x6987 -> "secure messaging objects missing";
            case 0x6988 -> "secure messaging objects wrong";
            case 0x6999 -> "applet selection failed";
            case 0x6A80 -> "wrong data";
            case 0x6A81 -> "function not supported, or card blocked";
            case 0x6A82 -> "file or application not found";
            case 0x6A83 -> "record not found";
            case 0x6A84 -> "not enough memory";
            case 0x6A86 -> "wrong P1-P2";
            case 0x6A88 -> "data not found";
            case 0x6B00 -> "wrong P1-P2";
            case 0x6D00 -> "instruction not supported";
            case 0x6E00 -> "class not supported";
            case 0x6F00 -> "no precise diagnosis: the applet crashed";
            default -> "not a status word of these specifications";
        };
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%04X", value);
    }
}
