package dev.tapbench.drivers.pcsc;

import java.util.Arrays;
import java.util.Optional;

/** Return codes of PC/SC part 5 that mean something to who stands at the bench. */
enum PcscError {
    CANCELLED(0x80100002, "SCARD_E_CANCELLED", ""),
    INVALID_HANDLE(
            0x80100003, "SCARD_E_INVALID_HANDLE", "the service was started again meanwhile: present the card again"),
    UNKNOWN_READER(0x80100009, "SCARD_E_UNKNOWN_READER", "plug the reader in again"),
    TIMEOUT(0x8010000A, "SCARD_E_TIMEOUT", ""),
    SHARING_VIOLATION(
            0x8010000B,
            "SCARD_E_SHARING_VIOLATION",
            "another program holds the card: end it (often scdaemon of GnuPG, a browser, or another run)"),
    NO_SMARTCARD(0x8010000C, "SCARD_E_NO_SMARTCARD", "present the card again"),
    PROTO_MISMATCH(0x8010000F, "SCARD_E_PROTO_MISMATCH", "the card speaks neither T=0 nor T=1 with this reader"),
    NOT_TRANSACTED(0x80100016, "SCARD_E_NOT_TRANSACTED", "card and reader lost each other: present the card again"),
    READER_UNAVAILABLE(0x80100017, "SCARD_E_READER_UNAVAILABLE", "plug the reader in again"),
    NO_SERVICE(
            0x8010001D,
            "SCARD_E_NO_SERVICE",
            "start the PC/SC service (Debian: apt-get install pcscd, then pcscd --foreground or systemctl start pcscd)"),
    SERVICE_STOPPED(0x8010001E, "SCARD_E_SERVICE_STOPPED", "start the PC/SC service again"),
    NO_READERS(0x8010002E, "SCARD_E_NO_READERS_AVAILABLE", "plug a reader in"),
    COMM_ERROR(0x80100013, "SCARD_F_COMM_ERROR", "the PC/SC service is gone: start it again"),
    INTERNAL_ERROR(0x80100001, "SCARD_F_INTERNAL_ERROR", "start the PC/SC service again"),
    NOT_ALLOWED(
            0x8010006A,
            "SCARD_W_SECURITY_VIOLATION",
            "this user may not use the PC/SC service: see its polkit rules (org.debian.pcsc-lite.access_pcsc)"),
    UNRESPONSIVE(0x80100066, "SCARD_W_UNRESPONSIVE_CARD", "the card does not answer to power: turn it round, clean it"),
    UNPOWERED(0x80100067, "SCARD_W_UNPOWERED_CARD", "present the card again"),
    RESET(0x80100068, "SCARD_W_RESET_CARD", "another program has reset the card: end it"),
    REMOVED(0x80100069, "SCARD_W_REMOVED_CARD", "present the card again");

    private final int code;
    private final String symbol;
    private final String remedy;

    PcscError(int code, String symbol, String remedy) {
        this.code = code;
        this.symbol = symbol;
        this.remedy = remedy;
    }

    static Optional<PcscError> of(int code) {
        return Arrays.stream(values()).filter(error -> error.code == code).findFirst();
    }

    String symbol() {
        return symbol;
    }

    String remedy() {
        return remedy;
    }

    /** Whether the card has left, so that presenting it again is all that is needed. */
    boolean cardIsGone() {
        return this == NO_SMARTCARD || this == REMOVED || this == UNPOWERED || this == NOT_TRANSACTED;
    }

    /** Whether nobody is there any more who could answer. */
    boolean serviceIsGone() {
        return this == NO_SERVICE
                || this == SERVICE_STOPPED
                || this == COMM_ERROR
                || this == INVALID_HANDLE
                || this == READER_UNAVAILABLE
                || this == UNKNOWN_READER;
    }
}
