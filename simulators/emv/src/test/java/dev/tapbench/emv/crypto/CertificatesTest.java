package dev.tapbench.emv.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.Pan;
import dev.tapbench.emv.testing.SoftwareHsm;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.KeyLabel;
import java.security.interfaces.RSAPublicKey;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the hosts sign, the terminal opens; the opening half is held to real cards in RsaVectorsTest. */
class CertificatesTest {
    private static final KeyLabel CA = KeyLabel.of("ca/rsa");
    private static final KeyLabel ISSUER = KeyLabel.of("motaps/issuer-rsa");
    private static final KeyLabel ICC = KeyLabel.of("icc");
    private static final Pan PAN = Pan.withCheckDigit("541333900000617");
    private static final YearMonth EXPIRES = YearMonth.of(2030, 12);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Bytes SERIAL = Bytes.hex("00002A");
    private static final Bytes STATIC_DATA = Bytes.hex("5A085413339000006173820139");

    private final SoftwareHsm hsm = new SoftwareHsm();

    /** Keys that fit into the certificate, that leave a remainder, and of both exponents. */
    @ParameterizedTest
    @CsvSource({"1408,1152,1024,3", "1152,1152,1024,3", "1984,1984,1024,65537", "1408,1408,1408,3"})
    void theTerminalTrustsWhatTheHostsSigned(int caBits, int issuerBits, int iccBits, int exponent) {
        RSAPublicKey ca = hsm.generateRsa(CA, caBits, exponent);
        RSAPublicKey issuer = hsm.generateRsa(ISSUER, issuerBits, exponent);
        RSAPublicKey icc = hsm.generateRsa(ICC, iccBits, exponent);

        Certificate issuerCertificate = Certificates.signIssuer(hsm, CA, "541333", EXPIRES, SERIAL, issuer);
        Recovery issuerRecovery = Certificates.checkIssuer(ca, issuerCertificate, PAN, TODAY);
        assertThat(issuerRecovery).isEqualTo(new Recovery.Valid(issuer, "541333", EXPIRES, SERIAL));

        Certificate iccCertificate = Certificates.signIcc(hsm, ISSUER, PAN, EXPIRES, SERIAL, icc, STATIC_DATA);
        assertThat(Certificates.checkIcc(issuer, iccCertificate, STATIC_DATA, PAN, TODAY))
                .isEqualTo(new Recovery.Valid(icc, PAN.digits(), EXPIRES, SERIAL));
        Pan other = Pan.withCheckDigit("541333900000618");
        assertThat(Certificates.checkIcc(issuer, iccCertificate, STATIC_DATA, other, TODAY))
                .isInstanceOfSatisfying(
                        Recovery.Invalid.class, i -> assertThat(i.reason()).contains("another PAN"));
    }

    @Test
    void aKeyLongerThanItsSignerIsRefused() {
        hsm.generateRsa(CA, 1024, 3);
        RSAPublicKey issuer = hsm.generateRsa(ISSUER, 1152, 3);
        assertThatThrownBy(() -> Certificates.signIssuer(hsm, CA, "541333", EXPIRES, SERIAL, issuer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("144 bytes cannot be signed with one of 128");
    }
}
