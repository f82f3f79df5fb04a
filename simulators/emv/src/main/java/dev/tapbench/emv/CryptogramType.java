package dev.tapbench.emv;

/** The kinds of application cryptogram, coded as in P1 of GENERATE AC and b8-b7 of the CID (EMV Book 3, 6.5.5). */
public enum CryptogramType {
    /** Application authentication cryptogram: declined. */
    AAC(0x00),
    /** Transaction certificate: approved. */
    TC(0x40),
    /** Authorization request cryptogram: the issuer decides. */
    ARQC(0x80);

    private final int code;

    CryptogramType(int code) {
        this.code = code;
    }

    /** 00, 40 or 80. */
    public int code() {
        return code;
    }

    /**
     * The type in b8-b7 of cryptogram information data 9F27.
     *
     * @throws EmvDataException when b8-b7 are 11
     */
    public static CryptogramType ofCid(int cid) {
        return switch (cid & 0xC0) {
            case 0x00 -> AAC;
            case 0x40 -> TC;
            case 0x80 -> ARQC;
            default ->
                throw new EmvDataException(
                        "CID " + Integer.toHexString(cid) + " has b8-b7 = 11, which EMV Book 3, 6.5.5.4 reserves");
        };
    }
}
