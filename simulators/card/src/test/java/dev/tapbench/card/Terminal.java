package dev.tapbench.card;

import static dev.tapbench.card.HostCrypto.hex;
import static dev.tapbench.card.HostCrypto.join;
import static dev.tapbench.card.HostCrypto.slice;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** The terminal's and the issuer's part of a transaction, command by command, checked by their own computations. */
final class Terminal {
    static final String RIGHT_PIN = "241234FFFFFFFFFF";
    static final String WRONG_PIN = "249999FFFFFFFFFF";
    static final String OFFLINE_ONLY = "23";
    static final String ONLINE_CAPABLE = "22";

    /** Authorisation response codes: 00, and those of a terminal that was unable to go online. */
    static final String APPROVED_CODE = "3030";

    static final String UNABLE_APPROVED = "5933";
    static final String UNABLE_DECLINED = "5A33";
    static final byte[] NO_ANSWER = new byte[8];

    final TestCard card;
    String currency = "0978";
    String date = "261122";
    String terminalType = OFFLINE_ONLY;
    private int unpredictable = 0x11111111;
    /** What the first GENERATE AC of the last tap brought. */
    private byte[] first = new byte[0];

    Terminal(TestCard card) {
        this.card = card;
    }

    /** The first eight data objects of both CDOLs. */
    byte[] data(String amount, String type) {
        unpredictable++;
        return hex(amount + "000000000000" + "0056" + "0000000000" + currency + date + type
                + "%08X".formatted(unpredictable));
    }

    /** SELECT and GET PROCESSING OPTIONS. */
    Terminal begin() {
        card.select().ok();
        card.send("80A8000002830000").ok();
        return this;
    }

    /** A whole tap up to the first GENERATE AC. */
    Ac tap(String p1, String amount, String type) {
        card.tap();
        begin();
        return firstCryptogram(p1, amount, type);
    }

    /** First GENERATE AC, where the transaction has begun. */
    Ac firstCryptogram(String p1, String amount, String type) {
        first = join(data(amount, type), hex(terminalType));
        return generate(p1, first).checked(AC_AIP);
    }

    private static final byte[] AC_AIP = hex("1980");

    Ac pay(String amount) {
        return tap("50", amount, "00");
    }

    Ac loadFirst(String amount) {
        return tap("90", amount, "28");
    }

    Ac generate(String p1, byte[] data) {
        return generate(p1, new byte[0], data);
    }

    private Ac generate(String p1, byte[] before, byte[] data) {
        byte[] answer = card.send(join(hex("80AE" + p1 + "00%02X".formatted(data.length)), data, hex("00")))
                .ok();
        return new Ac(before, data, answer);
    }

    byte[] issuerAnswer(Ac arqc, String statusUpdate) {
        return join(HostCrypto.arpc(arqc.sessionKey(), arqc.cryptogram(), hex(statusUpdate)), hex(statusUpdate));
    }

    /** Second GENERATE AC in the activation of the first, with what the issuer answered. */
    Ac second(String p1, String amount, String responseCode, byte[] issuerAnswer) {
        return generate(p1, first, join(data(amount, "00"), hex(responseCode), issuerAnswer))
                .checked(AC_AIP);
    }

    /** An online purchase whose issuer answers with this status update, and what the card made of it. */
    Ac online(String amount, String statusUpdate) {
        Ac arqc = tap("80", amount, "00");
        assertThat(arqc.type()).isEqualTo(0x80);
        return second("40", amount, APPROVED_CODE, issuerAnswer(arqc, statusUpdate));
    }

    /** Tap 2: SELECT, DF21, second GENERATE AC. */
    Ac loadSecond(String p1, String amount, byte[] issuerAnswer) {
        card.tap();
        card.select().ok();
        card.getData("DF21");
        return generate(p1, join(data(amount, "28"), hex("3030"), issuerAnswer)).checked(AC_AIP);
    }

    /** The second GENERATE AC of a load, where the application is selected; empty where the card waits for none. */
    Optional<Ac> secondOfLoad(String amount, byte[] issuerAnswer) {
        byte[] values = join(data(amount, "28"), hex("3030"), issuerAnswer);
        TestCard.Answer answer = card.send(join(hex("80AE4000%02X".formatted(values.length)), values, hex("00")));
        return answer.sw() == 0x6985 ? Optional.empty() : Optional.of(new Ac(new byte[0], values, answer.ok()));
    }

    /** Tap 3: SELECT, DF21, GET CHALLENGE, VERIFY. */
    TestCard.Answer loadThird(String pinBlock) {
        card.tap();
        card.select().ok();
        card.getData("DF21");
        return verify(pinBlock, challenge(), "7F");
    }

    byte[] challenge() {
        return card.send("0084000000").ok();
    }

    TestCard.Answer verify(String pinBlock, byte[] challenge, String header) {
        return verify(pinBlock, challenge, header, TestCard.ICC.getModulus());
    }

    TestCard.Answer verify(String pinBlock, byte[] challenge, String header, BigInteger modulus) {
        byte[] fill = new byte[modulus.bitLength() / 8 - 17];
        Arrays.fill(fill, (byte) 0x5A);
        byte[] clear = join(hex(header), hex(pinBlock), challenge, fill);
        byte[] enciphered = HostCrypto.rsa(clear, TestCard.PUBLIC_EXPONENT, modulus);
        return card.send(join(hex("00200088%02X".formatted(enciphered.length)), enciphered));
    }

    /** The phone's processor enters the passcode. */
    TestCard.Answer passcode(String pinBlock) {
        card.wired();
        card.select().ok();
        return card.send("0020008008" + pinBlock);
    }

    /** An answer of GENERATE AC, recovered from its signature where it is signed. */
    static final class Ac {
        /** What an earlier GENERATE AC of the same activation brought: the signature covers it, the cryptogram does not. */
        private final byte[] before;

        private final byte[] data;
        final byte[] answer;
        private byte[] recovered = new byte[0];

        private Ac(byte[] before, byte[] data, byte[] answer) {
            this.before = before;
            this.data = data;
            this.answer = answer;
        }

        private int tag(int tag) {
            int at = answer[1] == (byte) 0x81 ? 3 : 2;
            while (at < answer.length) {
                int found = ((answer[at] & 0xFF) << 8) | (answer[at + 1] & 0xFF);
                int lengthAt = at + 2;
                int valueAt = answer[lengthAt] == (byte) 0x81 ? lengthAt + 2 : lengthAt + 1;
                if (found == tag) {
                    return valueAt;
                }
                at = valueAt + (answer[valueAt - 1] & 0xFF);
            }
            return -1;
        }

        boolean has(int tag) {
            return tag(tag) >= 0;
        }

        byte[] value(int tag) {
            int at = tag(tag);
            return slice(answer, at, answer[at - 1] & 0xFF);
        }

        int type() {
            return value(0x9F27)[0] & 0xFF;
        }

        byte[] atc() {
            return value(0x9F36);
        }

        byte[] iad() {
            return value(0x9F10);
        }

        byte[] cvr() {
            return slice(iad(), 3, 5);
        }

        byte[] cryptogram() {
            return has(0x9F26) ? value(0x9F26) : slice(recovered, 14, 8);
        }

        byte[] sessionKey() {
            return HostCrypto.sessionKey(TestCard.AC_KEY, atc());
        }

        /** Checks signature and cryptogram with the host's own computations. */
        private Ac checked(byte[] aip) {
            if (has(0x9F4B)) {
                byte[] signature = value(0x9F4B);
                recovered = HostCrypto.rsa(signature, TestCard.PUBLIC_EXPONENT, TestCard.ICC.getModulus());
                byte[] unpredictable = slice(data, 25, 4);
                assertThat(recovered).startsWith(hex("6A05012608")).endsWith(hex("BC"));
                assertThat(slice(recovered, 107, 20))
                        .as("hash")
                        .isEqualTo(HostCrypto.sha1(slice(recovered, 1, 106), unpredictable));
                byte[] unsigned = join(hex("9F2701"), value(0x9F27), hex("9F3602"), atc(), hex("9F1020"), iad());
                assertThat(slice(recovered, 22, 20))
                        .as("transaction data hash code")
                        .isEqualTo(HostCrypto.sha1(join(before, data), unsigned));
                assertThat(recovered[13]).as("type inside the signature").isEqualTo(value(0x9F27)[0]);
            }
            byte[] input = join(slice(data, 0, 29), aip, atc(), iad());
            assertThat(hex(cryptogram())).as("cryptogram").isEqualTo(hex(HostCrypto.retailMac(sessionKey(), input)));
            return this;
        }
    }
}
