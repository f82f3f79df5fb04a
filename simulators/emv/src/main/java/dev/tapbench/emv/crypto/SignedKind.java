package dev.tapbench.emv.crypto;

/** What EMV signs with recovery: the format byte tells the kinds apart (EMV Book 2, 5.1, 6.1, 6.5.1 and 6.6.1). */
enum SignedKind {
    ISSUER_CERTIFICATE(0x02, "issuer certificate", "EMV Book 2, 5.3"),
    STATIC_DATA(0x03, "signed static application data 93", "EMV Book 2, 5.4"),
    ICC_CERTIFICATE(0x04, "ICC certificate", "EMV Book 2, 6.4"),
    DYNAMIC_DATA(0x05, "signed dynamic application data 9F4B", "EMV Book 2, 6.5.2"),
    DYNAMIC_DATA_WITH_CRYPTOGRAM(0x05, "signed dynamic application data 9F4B", "EMV Book 2, 6.6.2");

    private final int format;
    private final String label;
    private final String clause;

    SignedKind(int format, String label, String clause) {
        this.format = format;
        this.label = label;
        this.clause = clause;
    }

    int format() {
        return format;
    }

    String label() {
        return label;
    }

    String clause() {
        return clause;
    }
}
