package dev.tapbench.emv.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tapbench.emv.Pan;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.Cda;
import dev.tapbench.emv.crypto.Certificate;
import dev.tapbench.emv.crypto.CertificateBody;
import dev.tapbench.emv.crypto.Certificates;
import dev.tapbench.emv.crypto.Dda;
import dev.tapbench.emv.crypto.Recovery;
import dev.tapbench.emv.crypto.Rsa;
import dev.tapbench.emv.crypto.Sda;
import dev.tapbench.ports.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Certificates and signatures whose contents the fuzzer chooses: they are signed with {@link QuickKey} and, unless it says
 * otherwise, carry the right hash. A check ends in valid or in a reason, and what is valid is what was written.
 */
class CertificateFuzzTest {
    private static final RSAPublicKey SIGNER = QuickKey.publicKey();
    private static final Pan PAN = Pan.of("4761739001010119");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);
    /** Between header and hash. */
    private static final int ROOM = QuickKey.LENGTH - 22;

    /** Bits of the first byte of an input. */
    private static final int WRONG_HASH = 0x01;
    /** The signature is the fuzzer's own bytes. */
    private static final int RAW = 0x02;

    static Stream<byte[]> issuer() {
        return Stream.of(
                body("0247617390" + "1230" + "000001" + "01016C01", "", "03"),
                body("024761FFFF" + "1230" + "000001" + "01019003", "A1".repeat(36), "010001"),
                body("0247617390" + "1020" + "000001" + "01016C01", "", "03"),
                body("02FFFFFFFF" + "1230" + "000001" + "01016C01", "", "03"));
    }

    /** Else the fuzzer would start outside, and a check that lets everything pass would go unseen. */
    @Test
    void theSeedsGetToTheEnd() {
        assertThat(issuer().map(seed -> checkIssuer(Opened.of(seed)).valid()))
                .containsExactly(true, true, false, false);
        assertThat(icc().map(seed -> checkIcc(Opened.of(seed)).valid())).containsExactly(true, true, false);
        assertThat(signatures().map(Opened::of))
                .extracting(
                        o -> Sda.verify(SIGNER, o.signature(), o.rest()).valid(),
                        o -> Dda.verify(SIGNER, o.signature(), o.rest()).valid(),
                        o -> checkCda(o).valid())
                .containsExactly(tuple(true, false, false), tuple(false, true, false), tuple(false, true, true));
    }

    @MethodSource
    @FuzzTest(maxDuration = "")
    void issuer(byte[] input) {
        Opened opened = Opened.of(input);
        Recovery recovery = checkIssuer(opened);
        if (recovery instanceof Recovery.Valid valid) {
            assertThat(valid.identifier()).matches("[0-9]{3,8}");
            assertThat(PAN.digits()).startsWith(valid.identifier());
            requireAsWritten(CertificateBody.Kind.ISSUER, opened, valid);
        } else {
            requireReason(recovery, "EMV Book 2, 5.3");
        }
    }

    static Stream<byte[]> icc() {
        return Stream.of(
                body("044761739001010119FFFF" + "1230" + "000001" + "01016601", "", "03"),
                body(
                        "044761739001010119FFFF" + "1230" + "000001" + "01018001",
                        "A1".repeat(26),
                        "03",
                        "5A084761739001010119"),
                body("044761739001010110FFFF" + "1230" + "000001" + "01016601", "", "03"));
    }

    /** Also the PIN encipherment key's, which has this form (EMV Book 2, 7.1). */
    @MethodSource
    @FuzzTest(maxDuration = "")
    void icc(byte[] input) {
        Opened opened = Opened.of(input);
        Recovery recovery = checkIcc(opened);
        if (recovery instanceof Recovery.Valid valid) {
            assertThat(valid.identifier()).isEqualTo(PAN.digits());
            requireAsWritten(CertificateBody.Kind.ICC, opened, valid);
        } else {
            requireReason(recovery, "EMV Book 2, 6.4");
        }
    }

    /** SHA-1 of 9F2701 80, the one object of the response. */
    private static final String CDA_HASH = "BC03EF6A27D2673D28029AEF722FFBDEE6B3E27E";

    static Stream<byte[]> signatures() {
        return Stream.of(
                body("0301DAC0", "", "", "5A084761739001010119"),
                body("05010504" + "11223344", "", "", "AABBCCDD"),
                body("05012204" + "11223344" + "80" + "0102030405060708" + CDA_HASH, "", "", "AABBCCDD"));
    }

    /** Signed static and dynamic application data, 93 and 9F4B. */
    @MethodSource
    @FuzzTest(maxDuration = "")
    void signatures(byte[] input) {
        Opened opened = Opened.of(input);
        Bytes covered = opened.covered();
        if (Sda.verify(SIGNER, opened.signature(), opened.rest()) instanceof Sda.Valid valid) {
            assertThat(valid.authenticationCode()).isEqualTo(covered.slice(2, 4));
        }
        if (Dda.verify(SIGNER, opened.signature(), opened.rest()) instanceof Dda.Valid valid) {
            assertThat(covered.slice(4, 4 + covered.at(3))).isEqualTo(valid.dynamicNumber());
        }
        if (checkCda(opened) instanceof Cda.Valid valid) {
            assertThat(Bytes.of(valid.cid())).isEqualTo(cid(opened));
            assertThat(valid.cryptogram().length()).isEqualTo(8);
            assertThat(valid.dynamicNumber().length()).isEqualTo(covered.at(3));
        }
    }

    private static Recovery checkIssuer(Opened opened) {
        return Certificates.checkIssuer(SIGNER, opened.certificate(), PAN, TODAY);
    }

    private static Recovery checkIcc(Opened opened) {
        return Certificates.checkIcc(SIGNER, opened.certificate(), opened.rest(), PAN, TODAY);
    }

    /** A response without other objects, whose CID is the signed one; nothing was sent. */
    private static Cda.Result checkCda(Opened opened) {
        Tlv response = Tlv.of(0x77, Tlv.encode(0x9F27, cid(opened)).then(Tlv.encode(0x9F4B, opened.signature())));
        return Cda.verify(SIGNER, opened.rest(), List.of(), response);
    }

    /** The byte behind the ICC dynamic number, where there may be one. */
    private static Bytes cid(Opened opened) {
        int at = 4 + opened.covered().at(3) % 16;
        return opened.covered().slice(at, at + 1);
    }

    static Stream<byte[]> anySignature() {
        return Stream.of(
                        Seeds.of("rsa.issuer-certificate", "certificate_90"),
                        Seeds.of("rsa.icc-certificate", "certificate_9F46"),
                        Seeds.of("rsa.ssad-recover", "ssad_93"),
                        Seeds.of("rsa.cda-verify", "sdad_9F4B"))
                .flatMap(s -> s);
    }

    /** Any bytes under any key, the key's length being that of the signature. */
    @MethodSource
    @FuzzTest(maxDuration = "")
    void anySignature(byte[] input) {
        if (input.length < 64 || input.length > 255) {
            return;
        }
        Bytes signature = Bytes.of(input);
        RSAPublicKey key = Rsa.publicKey(Bytes.of(0x81).then(signature.from(1)), Bytes.of(3));
        Certificate certificate = new Certificate(signature, Bytes.empty(), Bytes.of(3));
        requireReason(Certificates.checkIssuer(key, certificate, PAN, TODAY), "EMV Book 2, 5.3");
        requireReason(Certificates.checkIcc(key, certificate, Bytes.empty(), PAN, TODAY), "EMV Book 2, 6.4");
        assertThat(Sda.verify(key, signature, Bytes.empty()).valid()).isFalse();
        assertThat(Dda.verify(key, signature, Bytes.empty()).valid()).isFalse();
    }

    private static void requireAsWritten(CertificateBody.Kind kind, Opened opened, Recovery.Valid valid) {
        Certificate certificate = opened.certificate();
        int fixed = kind == CertificateBody.Kind.ISSUER ? 14 : 20;
        assertThat(valid.expires()).isAfterOrEqualTo(YearMonth.from(TODAY));
        assertThat(valid.serial()).isEqualTo(opened.covered().slice(fixed - 7, fixed - 4));
        assertThat(Rsa.length(valid.key())).isLessThanOrEqualTo(opened.covered().at(fixed - 2));
        Bytes digits = opened.covered().from(fixed).then(certificate.remainder());
        assertThat(digits.toHex()).contains(Rsa.modulus(valid.key()).toHex());
    }

    private static void requireReason(Recovery recovery, String clause) {
        assertThat(recovery)
                .isInstanceOfSatisfying(
                        Recovery.Invalid.class,
                        invalid -> assertThat(invalid.reason()).contains(clause));
    }

    private static byte[] body(String covered, String... others) {
        Bytes[] pieces = new Bytes[2 + others.length];
        pieces[0] = Bytes.of(0);
        pieces[1] = Bytes.hex(covered + "A1".repeat(ROOM - covered.length() / 2));
        for (int i = 0; i < others.length; i++) {
            pieces[2 + i] = Bytes.hex(others[i]);
        }
        return Pieces.join(pieces);
    }

    /**
     * What an input says.
     *
     * @param covered between header and hash
     * @param certificate signed, with remainder and exponent
     * @param rest what the hash covers besides them
     */
    private record Opened(Bytes covered, Certificate certificate, Bytes rest) {
        Bytes signature() {
            return certificate.certificate();
        }

        static Opened of(byte[] input) {
            Pieces pieces = new Pieces(input);
            Bytes first = pieces.next();
            int flags = first.isEmpty() ? 0 : first.at(0);
            Bytes covered = fit(pieces.next(), ROOM);
            Bytes remainder = pieces.next();
            Bytes exponent = pieces.next();
            Bytes rest = pieces.next();
            Bytes hash = sha1(Bytes.concat(covered, remainder, exponent, rest));
            Bytes signed = (flags & WRONG_HASH) != 0 ? Bytes.zeros(20) : hash;
            Bytes block = Bytes.concat(Bytes.of(0x6A), covered, signed, Bytes.of(0xBC));
            Bytes signature = (flags & RAW) != 0 ? covered.then(remainder) : QuickKey.sign(block);
            return new Opened(covered, new Certificate(signature, remainder, exponent), rest);
        }

        private static Bytes fit(Bytes bytes, int length) {
            return bytes.length() > length ? bytes.slice(0, length) : bytes.then(Bytes.zeros(length - bytes.length()));
        }

        private static Bytes sha1(Bytes data) {
            try {
                return Bytes.of(MessageDigest.getInstance("SHA-1").digest(data.toArray()));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-1", e);
            }
        }
    }
}
