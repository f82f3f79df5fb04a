package dev.tapbench.emv;

import dev.tapbench.ports.Bytes;
import java.nio.charset.StandardCharsets;

/** The C-APDUs of the protocol, one factory method each. */
public final class Commands {
    /** The name of the contactless directory, {@code 2PAY.SYS.DDF01} (EMV Contactless Book B, 3.3.2). */
    public static final Bytes PPSE = Bytes.of("2PAY.SYS.DDF01".getBytes(StandardCharsets.US_ASCII));

    /** The name of the contact directory, {@code 1PAY.SYS.DDF01} (EMV Book 1, 12.2.2). */
    public static final Bytes PSE = Bytes.of("1PAY.SYS.DDF01".getBytes(StandardCharsets.US_ASCII));

    private static final int CHALLENGE_LENGTH = 8;

    private Commands() {}

    /** SELECT by name, first or only occurrence (EMV Book 1, 11.3.2). */
    public static CommandApdu select(Bytes name) {
        return new CommandApdu(0x00, 0xA4, 0x04, 0x00, name, CommandApdu.ALL);
    }

    /** SELECT of the next application whose name begins so (EMV Book 1, 11.3.2). */
    public static CommandApdu selectNext(Bytes name) {
        return new CommandApdu(0x00, 0xA4, 0x04, 0x02, name, CommandApdu.ALL);
    }

    /** SELECT of the contactless directory. */
    public static CommandApdu selectPpse() {
        return select(PPSE);
    }

    /** GET PROCESSING OPTIONS; {@code pdolData} is wrapped into 83 (EMV Book 3, 6.5.8). */
    public static CommandApdu gpo(Bytes pdolData) {
        return new CommandApdu(0x80, 0xA8, 0x00, 0x00, Tlv.encode(Tags.COMMAND_TEMPLATE, pdolData), CommandApdu.ALL);
    }

    /** READ RECORD: file 1 to 30, record 1 to 255 (EMV Book 3, 6.5.11). */
    public static CommandApdu readRecord(int sfi, int record) {
        if (sfi < 1 || sfi > 30 || record < 1 || record > 255) {
            throw new IllegalArgumentException("record " + record + " of file " + sfi
                    + ": expected record 1 to 255 of file 1 to 30 (EMV Book 3, 5.3.2)");
        }
        return new CommandApdu(0x00, 0xB2, record, (sfi << 3) | 0x04, Bytes.empty(), CommandApdu.ALL);
    }

    /** GET DATA of a one or two-byte tag (EMV Book 3, 6.5.7). */
    public static CommandApdu getData(int tag) {
        return new CommandApdu(0x80, 0xCA, tag >>> 8, tag & 0xFF, Bytes.empty(), CommandApdu.ALL);
    }

    /** PUT DATA without secure messaging: the phone's user settings (DF24) and disarming (DF25). */
    public static CommandApdu putData(int tag, Bytes value) {
        return new CommandApdu(0x00, 0xDA, tag >>> 8, tag & 0xFF, value, CommandApdu.NO_LE);
    }

    /**
     * GENERATE AC (EMV Book 3, 6.5.5).
     *
     * @param cda whether a signature is asked for (P1 b5)
     * @param data the values that CDOL1 or CDOL2 asks for
     */
    public static CommandApdu generateAc(CryptogramType type, boolean cda, Bytes data) {
        return new CommandApdu(0x80, 0xAE, type.code() | (cda ? 0x10 : 0x00), 0x00, data, CommandApdu.ALL);
    }

    /** GET CHALLENGE: 8 bytes come back (EMV Book 3, 6.5.6). */
    public static CommandApdu getChallenge() {
        return new CommandApdu(0x00, 0x84, 0x00, 0x00, Bytes.empty(), CHALLENGE_LENGTH);
    }

    /** INTERNAL AUTHENTICATE with the values that the DDOL asks for (EMV Book 3, 6.5.9). */
    public static CommandApdu internalAuthenticate(Bytes ddolData) {
        return new CommandApdu(0x00, 0x88, 0x00, 0x00, ddolData, CommandApdu.ALL);
    }

    /** VERIFY (EMV Book 3, 6.5.12); P2 80 plaintext, 88 enciphered, 82 pattern, 83 biometric MAC. */
    public static CommandApdu verify(int p2, Bytes data) {
        return new CommandApdu(0x00, 0x20, 0x00, p2, data, CommandApdu.NO_LE);
    }

    /** VERIFY of a plaintext PIN block of 8 bytes. */
    public static CommandApdu verifyPlaintext(Bytes pinBlock) {
        return verify(0x80, pinBlock);
    }

    /** VERIFY of an enciphered PIN, as long as the key's modulus. */
    public static CommandApdu verifyEnciphered(Bytes enciphered) {
        return verify(0x88, enciphered);
    }

    /** APPLICATION BLOCK before its MAC is added (EMV Book 3, 6.5.1). */
    public static CommandApdu applicationBlock() {
        return new CommandApdu(0x80, 0x1E, 0x00, 0x00, Bytes.empty(), CommandApdu.NO_LE);
    }

    /** PIN CHANGE/UNBLOCK with a new PIN before it is enciphered and its MAC is added (EMV Book 3, 6.5.10). */
    public static CommandApdu pinChange(Bytes pinBlock) {
        return new CommandApdu(0x80, 0x24, 0x00, 0x02, pinBlock, CommandApdu.NO_LE);
    }

    /** INITIALIZE UPDATE with a host challenge of 8 bytes (GlobalPlatform Card 2.3.1, E.5.1). */
    public static CommandApdu initializeUpdate(int keyVersion, Bytes hostChallenge) {
        if (hostChallenge.length() != CHALLENGE_LENGTH) {
            throw new IllegalArgumentException("a host challenge has 8 bytes, not " + hostChallenge.length());
        }
        return new CommandApdu(0x80, 0x50, keyVersion, 0x00, hostChallenge, CommandApdu.ALL);
    }

    /**
     * EXTERNAL AUTHENTICATE before its MAC is added, which the session does (GlobalPlatform Card 2.3.1, E.5.2).
     *
     * @param level security level, 00, 01 or 03
     */
    public static CommandApdu externalAuthenticate(int level, Bytes hostCryptogram) {
        return new CommandApdu(0x80, 0x82, level, 0x00, hostCryptogram, CommandApdu.NO_LE);
    }

    /**
     * STORE DATA before the session wraps it (EMV CPS 1.1, 5.4).
     *
     * @param last whether the personalization ends with it (P1 b8)
     * @param enciphered whether all its groups are enciphered under the data key (P1 b7-b6 = 11)
     * @param number counts from 0 within a session
     */
    public static CommandApdu storeData(boolean last, boolean enciphered, int number, Bytes groups) {
        return new CommandApdu(
                0x80, 0xE2, (last ? 0x80 : 0x00) | (enciphered ? 0x60 : 0x00), number, groups, CommandApdu.NO_LE);
    }
}
