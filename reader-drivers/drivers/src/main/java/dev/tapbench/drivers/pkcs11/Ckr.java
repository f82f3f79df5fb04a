package dev.tapbench.drivers.pkcs11;

import java.util.Arrays;
import java.util.Optional;

/** The return codes of PKCS #11 that a user meets, and what to do about each. The names are the standard's, without CKR_. */
enum Ckr {
    HOST_MEMORY(0x02, "this computer has no memory left for the library: end other programs"),
    SLOT_ID_INVALID(0x03, "there is no such slot: 'tapbench readers' lists the tokens, ?token=LABEL chooses one"),
    GENERAL_ERROR(0x05, "read the library's log; with SoftHSM, the token directory must be there and writable"),
    FUNCTION_FAILED(0x06, "the library does not say why: read its log; with SoftHSM, look at the token directory"),
    ARGUMENTS_BAD(0x07, "this library takes something else than the standard says: use another one or embedded:"),
    ATTRIBUTE_SENSITIVE(0x11, "the token does not show this key, and should not: wrap it under another key"),
    ATTRIBUTE_TYPE_INVALID(0x12, "the token lacks an attribute of keys: leave out derive=native, or use embedded:"),
    ATTRIBUTE_VALUE_INVALID(0x13, "the token refuses this kind of key: use another token or embedded:"),
    DATA_INVALID(0x20, "the token refuses the data: an RSA block must be a smaller number than the modulus"),
    DATA_LEN_RANGE(0x21, "the token wants data of another length: it must be whole blocks"),
    DEVICE_ERROR(0x30, "the device does not work: look at it and its cable, then open the module again", true),
    DEVICE_MEMORY(0x31, "the token is full: delete keys from it with the maker's tool"),
    DEVICE_REMOVED(0x32, "put the token in and open the module again", true),
    ENCRYPTED_DATA_INVALID(0x40, "the cryptogram was not made under this key: compare the check values"),
    ENCRYPTED_DATA_LEN_RANGE(0x41, "the cryptogram must be whole blocks"),
    FUNCTION_NOT_SUPPORTED(0x54, "the library lacks the function: use another token or embedded:"),
    KEY_HANDLE_INVALID(0x60, "the token has lost the key: import, generate or derive it again"),
    KEY_SIZE_RANGE(0x62, "the token refuses keys of this length: 'tapbench readers' says what it can"),
    KEY_TYPE_INCONSISTENT(0x63, "the key is of another algorithm: compare label and kind"),
    KEY_FUNCTION_NOT_PERMITTED(
            0x68, "who made the key did not allow this use: make it with CKA_DERIVE and CKA_ENCRYPT"),
    KEY_NOT_WRAPPABLE(0x69, "the token does not let this key out: keep to keys that were derived or imported here"),
    KEY_UNEXTRACTABLE(0x6A, "the key was made to stay in the token: derive another from it and wrap that one"),
    MECHANISM_INVALID(0x70, "the token lacks the mechanism: use another token or embedded:"),
    MECHANISM_PARAM_INVALID(0x71, "the token refuses this use of the mechanism: use another token or embedded:"),
    OBJECT_HANDLE_INVALID(0x82, "the token has lost the key: import, generate or derive it again"),
    OPERATION_ACTIVE(0x90, "an earlier operation was not ended: open the module again", true),
    OPERATION_NOT_INITIALIZED(0x91, "the session was used by somebody else: open the module again", true),
    PIN_INCORRECT(0xA0, "set TAPBENCH_HSM_PIN to the token's user PIN"),
    PIN_INVALID(0xA1, "the PIN has characters that the token refuses: set TAPBENCH_HSM_PIN to its user PIN"),
    PIN_LEN_RANGE(0xA2, "the PIN is too short or too long: set TAPBENCH_HSM_PIN to the token's user PIN"),
    PIN_EXPIRED(0xA3, "the PIN has expired: change it with the maker's tool, then set TAPBENCH_HSM_PIN"),
    PIN_LOCKED(0xA4, "the token is locked after too many wrong PINs: unlock or initialise it with the maker's tool"),
    SESSION_CLOSED(0xB0, "open the module again", true),
    SESSION_COUNT(0xB1, "the token has no session left: end other programs that use it"),
    SESSION_HANDLE_INVALID(0xB3, "the session has gone with the token: open the module again", true),
    SESSION_READ_ONLY(0xB5, "the token is open for reading only: choose one that can be written"),
    TEMPLATE_INCOMPLETE(0xD0, "the token wants more attributes of a key: use another token or embedded:"),
    TEMPLATE_INCONSISTENT(0xD1, "the token refuses these attributes together: use another token or embedded:"),
    TOKEN_NOT_PRESENT(0xE0, "put the token in, or choose another slot", true),
    TOKEN_NOT_RECOGNIZED(0xE1, "the slot holds no initialised token: choose another slot or initialise it", true),
    TOKEN_WRITE_PROTECTED(0xE2, "the token cannot be written: choose another one"),
    USER_NOT_LOGGED_IN(0x101, "the token has forgotten the log-in: open the module again", true),
    USER_PIN_NOT_INITIALIZED(
            0x102, "give the token a user PIN: softhsm2-util --init-token, or the maker's tool with --init-pin"),
    USER_ANOTHER_ALREADY_LOGGED_IN(0x104, "another user is logged in to the token: end the other program"),
    RANDOM_NO_RNG(0x121, "the token makes no random numbers: use another token or embedded:"),
    CRYPTOKI_NOT_INITIALIZED(0x190, "somebody ended the library in this process: open the module again", true),
    FUNCTION_REJECTED(0x200, "somebody refused at the device: ask again and accept there");

    static final String PREFIX = "CKR_";

    private final long code;
    private final String remedy;
    private final boolean lost;

    Ckr(long code, String remedy) {
        this(code, remedy, false);
    }

    Ckr(long code, String remedy, boolean lost) {
        this.code = code;
        this.remedy = remedy;
        this.lost = lost;
    }

    long code() {
        return code;
    }

    /** What to do, in one line. */
    String remedy() {
        return remedy;
    }

    /** Whether the session and its keys are gone, so that the module has to be opened again. */
    boolean lost() {
        return lost;
    }

    /** The row of a code as the standard writes it, such as {@code CKR_PIN_INCORRECT}. */
    static Optional<Ckr> of(String name) {
        return Arrays.stream(values())
                .filter(row -> name.equals(PREFIX + row.name()))
                .findFirst();
    }

    /** The name of a code; a number where the table has no row. */
    static String name(long code) {
        return Arrays.stream(values())
                .filter(row -> row.code == code)
                .map(row -> PREFIX + row.name())
                .findFirst()
                .orElse(PREFIX + String.format("0x%08X", code));
    }
}
