package dev.tapbench.risk.model;

/** What a card decides on a tap, by the cryptogram that it gives (EMV Book 3, 6.5.5.4). */
public enum Decision {
    /** AAC: declined. */
    DECLINED(0),
    /** TC: approved offline. */
    APPROVED(1),
    /** ARQC: the issuer is to be asked. */
    ISSUER_ASKED(2);

    private final int code;

    Decision(int code) {
        this.code = code;
    }

    /** b8-b7 of the cryptogram information data (EMV Book 3, 6.5.5.4). */
    public int code() {
        return code;
    }

    static Decision of(int code) {
        return switch (code) {
            case 0 -> DECLINED;
            case 1 -> APPROVED;
            default -> ISSUER_ASKED;
        };
    }
}
