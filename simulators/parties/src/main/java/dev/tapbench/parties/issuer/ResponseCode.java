package dev.tapbench.parties.issuer;

/** DE39, as ISO 8583:1987 Annex A gives them out, and why. */
enum ResponseCode {
    APPROVED("00", "approved"),
    DO_NOT_HONOUR("05", "do not honour"),
    INVALID_TRANSACTION("12", "invalid transaction"),
    INVALID_CARD("14", "no such card"),
    NO_RECORD("25", "no such load"),
    FORMAT_ERROR("30", "format error"),
    STOLEN_CARD("43", "card is on the hotlist"),
    NOT_SUFFICIENT_FUNDS("51", "the account does not hold the amount"),
    NOT_PERMITTED("57", "transaction not permitted to cardholder"),
    EXCEEDS_AMOUNT("61", "exceeds an amount limit"),
    RESTRICTED_CARD("62", "card is not issued"),
    SECURITY_VIOLATION("63", "security violation"),
    EXCEEDS_COUNT("65", "exceeds the number of loads a day"),
    PIN_TRIES_EXCEEDED("75", "no PIN try is left on the card"),
    DUPLICATE("94", "presented before");

    private final String code;
    private final String meaning;

    ResponseCode(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    String code() {
        return code;
    }

    @Override
    public String toString() {
        return code + " " + meaning;
    }
}
