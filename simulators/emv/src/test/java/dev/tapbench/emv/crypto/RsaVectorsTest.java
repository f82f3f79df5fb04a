package dev.tapbench.emv.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.Pan;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.CertificateBody.Kind;
import dev.tapbench.emv.testing.Vector;
import dev.tapbench.ports.Bytes;
import java.security.interfaces.RSAPublicKey;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates, CDA and enciphered PINs against known answers of real test cards. */
class RsaVectorsTest {
    static Stream<Vector> issuerCertificate() {
        return Vector.of("rsa.issuer-certificate");
    }

    @ParameterizedTest
    @MethodSource
    void issuerCertificate(Vector vector) throws Exception {
        RSAPublicKey ca = Rsa.publicKey(vector.in("ca_modulus"), vector.in("ca_exponent"));
        Bytes remainder = vector.in("remainder_92");
        CertificateBody body = CertificateBody.recover(Kind.ISSUER, ca, vector.in("certificate_90"));
        assertThat(body.identifier()).isEqualTo(vector.out("id").toHex().replace("FF", ""));
        assertThat(body.serial()).isEqualTo(vector.out("serial"));
        assertThat(body.keyLength())
                .isEqualTo(vector.expected().get("modulus_len").asInt());
        assertThat(body.modulus(remainder)).isEqualTo(vector.out("modulus"));
        assertThat(body.expectedHash(remainder, vector.in("exponent_9F32"), Bytes.empty()))
                .isEqualTo(body.hash());
        assertThat(mmyy(body)).isEqualTo(vector.out("expiry"));
    }

    static Stream<Vector> iccCertificate() {
        return Vector.of("rsa.icc-certificate");
    }

    @ParameterizedTest
    @MethodSource
    void iccCertificate(Vector vector) throws Exception {
        RSAPublicKey issuer = Rsa.publicKey(vector.in("issuer_modulus"), vector.in("issuer_exponent"));
        CertificateBody body = CertificateBody.recover(Kind.ICC, issuer, vector.in("certificate_9F46"));
        assertThat(body.identifier()).isEqualTo(vector.out("pan").toHex().replace("F", ""));
        assertThat(body.serial()).isEqualTo(vector.out("serial"));
        assertThat(body.keyLength())
                .isEqualTo(vector.expected().get("modulus_len").asInt());
        assertThat(body.modulus(vector.in("remainder_9F48"))).isEqualTo(vector.out("modulus"));
        assertThat(body.hash()).isEqualTo(vector.out("hash"));
        assertThat(mmyy(body)).isEqualTo(vector.out("expiry"));
    }

    private static Bytes mmyy(CertificateBody body) throws Exception {
        return Bytes.hex(String.format(
                "%02d%02d", body.expires().getMonthValue(), body.expires().getYear() % 100));
    }

    static Stream<Vector> cda() {
        return Vector.of("rsa.cda-verify");
    }

    @ParameterizedTest
    @MethodSource
    void cda(Vector vector) throws Exception {
        SignedCryptogram signed = SignedCryptogram.recover(
                Rsa.publicKey(vector.in("icc_modulus"), vector.in("icc_exponent")), vector.in("sdad_9F4B"));
        assertThat(signed.signed().dynamicNumber()).isEqualTo(vector.out("idn"));
        assertThat(Bytes.of(signed.cid())).isEqualTo(vector.out("cid"));
        assertThat(signed.cryptogram()).isEqualTo(vector.out("ac"));
        assertThat(signed.transactionHash()).isEqualTo(vector.out("tdhc"));
        assertThat(signed.signed().hash())
                .isEqualTo(vector.out("hash"))
                .isEqualTo(signed.signed().expectedHash(vector.in("unpredictable_number")));
    }

    private static Vector chainOf(String id) {
        return Vector.of("oda.chain").filter(v -> v.id().equals(id)).findFirst().orElseThrow();
    }

    private static Pan pan(Vector chain) {
        return Pan.ofBcd(chain.in("5A"));
    }

    private static Recovery issuerOf(Vector chain, LocalDate today) {
        return Certificates.checkIssuer(
                Rsa.publicKey(chain.in("ca_modulus"), chain.in("ca_exponent")),
                new Certificate(chain.in("90"), chain.in("92"), chain.in("9F32")),
                pan(chain),
                today);
    }

    private static RSAPublicKey keyOf(Recovery recovery) {
        assertThat(recovery).isInstanceOf(Recovery.Valid.class);
        return ((Recovery.Valid) recovery).key();
    }

    private static Recovery iccOf(Vector chain, Bytes staticData, LocalDate today) {
        return Certificates.checkIcc(
                keyOf(issuerOf(chain, today)),
                new Certificate(chain.in("9F46"), chain.in("9F48"), chain.in("9F47")),
                staticData,
                pan(chain),
                today);
    }

    static Stream<Vector> wholeChain() {
        return Stream.of(chainOf("oda-chain-amex-cda"), chainOf("oda-chain-mc-contact"));
    }

    @ParameterizedTest
    @MethodSource
    void wholeChain(Vector chain) {
        LocalDate today = LocalDate.of(2014, 10, 31);
        assertThat(Rsa.modulus(keyOf(issuerOf(chain, today)))).isEqualTo(chain.out("issuer_modulus"));
        Recovery icc = iccOf(chain, chain.out("static_data"), today);
        assertThat(Rsa.modulus(keyOf(icc))).isEqualTo(chain.out("icc_modulus"));
    }

    @Test
    void aWholeCdaTransaction() {
        Vector chain = chainOf("oda-chain-amex-cda");
        RSAPublicKey icc = keyOf(iccOf(chain, chain.out("static_data"), LocalDate.of(2014, 10, 31)));
        Bytes command = chain.in("generate_ac");
        Bytes cdol1 = command.slice(5, command.length() - 1);
        Tlv response = Tlv.parse(withoutStatus(chain.in("generate_ac_response")));
        List<Bytes> sent = List.of(chain.in("pdol_data"), cdol1);

        Cda.Result result = Cda.verify(icc, chain.in("un"), sent, response);
        assertThat(result).isInstanceOfSatisfying(Cda.Valid.class, valid -> {
            assertThat(valid.cryptogram()).isEqualTo(chain.out("cda_ac"));
            assertThat(Bytes.of(valid.cid())).isEqualTo(chain.out("cda_cid"));
            assertThat(valid.dynamicNumber()).isEqualTo(chain.out("cda_idn"));
        });

        assertThat(reason(Cda.verify(icc, Bytes.zeros(4), sent, response))).contains("unpredictable number");
        assertThat(reason(Cda.verify(icc, chain.in("un"), List.of(cdol1), response)))
                .contains("transaction data hash");
        Bytes otherAtc = Bytes.hex(response.encoded().toHex().replace("9F36020006", "9F36020007"));
        assertThat(reason(Cda.verify(icc, chain.in("un"), sent, Tlv.parse(otherAtc))))
                .contains("transaction data hash");
        Bytes otherCid = Bytes.hex(response.encoded().toHex().replace("9F270180", "9F270140"));
        assertThat(reason(Cda.verify(icc, chain.in("un"), sent, Tlv.parse(otherCid))))
                .contains("CID");
        RSAPublicKey issuer = keyOf(issuerOf(chain, LocalDate.of(2014, 10, 31)));
        assertThat(Cda.verify(issuer, chain.in("un"), sent, response).valid()).isFalse();
    }

    private static Bytes withoutStatus(Bytes response) {
        return response.slice(0, response.length() - 2);
    }

    private static String reason(Cda.Result result) {
        assertThat(result).isInstanceOf(Cda.Invalid.class);
        return ((Cda.Invalid) result).reason();
    }

    @Test
    void aChainThatDoesNotHoldSaysWhy() {
        Vector chain = chainOf("oda-chain-amex-cda");
        LocalDate today = LocalDate.of(2014, 10, 31);
        assertThat(why(issuerOf(chain, LocalDate.of(2019, 1, 1)))).contains("expired with 2018-12");
        assertThat(why(iccOf(chain, chain.out("static_data").from(1), today))).contains("hash of other data");
        Certificate cut = new Certificate(chain.in("90").from(1), chain.in("92"), chain.in("9F32"));
        RSAPublicKey ca = Rsa.publicKey(chain.in("ca_modulus"), chain.in("ca_exponent"));
        assertThat(why(Certificates.checkIssuer(ca, cut, pan(chain), today))).contains("has 143 bytes");
        Certificate whole = new Certificate(chain.in("90"), chain.in("92"), chain.in("9F32"));
        assertThat(why(Certificates.checkIssuer(ca, whole, Pan.of("4761739001010119"), today)))
                .contains("is of issuer 374245");
        Certificate other = new Certificate(chain.in("9F46").then(Bytes.zeros(16)), chain.in("92"), chain.in("9F32"));
        assertThat(why(Certificates.checkIssuer(ca, other, pan(chain), today))).contains("expected 6A..BC");
    }

    private static String why(Recovery recovery) {
        assertThat(recovery).isInstanceOf(Recovery.Invalid.class);
        return ((Recovery.Invalid) recovery).reason();
    }

    static Stream<Vector> encipheredPin() {
        return Vector.of("rsa.pin-encipher");
    }

    @ParameterizedTest
    @MethodSource
    void encipheredPin(Vector vector) {
        RSAPublicKey key = Rsa.publicKey(vector.in("modulus"), vector.in("exponent"));
        Pin pin = Pin.of(vector.text("pin"));
        Bytes challenge = vector.in("icc_unpredictable_number");
        Bytes padding = vector.in("random_padding");
        assertThat(PinBlocks.plain(Rsa.length(key), pin, challenge, count -> padding.slice(0, count)))
                .isEqualTo(vector.out("plain_block"));
        assertThat(PinBlocks.enciphered(key, pin, challenge, count -> padding.slice(0, count)))
                .isEqualTo(vector.out("verify_data"));
    }
}
