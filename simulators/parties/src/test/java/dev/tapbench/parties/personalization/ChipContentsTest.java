package dev.tapbench.parties.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.Certificate;
import dev.tapbench.emv.crypto.Certificates;
import dev.tapbench.emv.crypto.Recovery;
import dev.tapbench.ports.Bytes;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is on a chip that was personalized. */
class ChipContentsTest extends PersonalizationChain {
    @Test
    void theChipHoldsTheIssuersKeysThePinAndTheFunds() {
        FakeChip chip = chip();
        rpd(chip).request("prepaid card", FUNDS, chip);
        Map<Integer, Bytes> groups = chip.payment().groups;

        String y = (FakeIssuer.PAN.digits() + "01").substring(2);
        Bytes diversifier = Bytes.hex(y);
        Bytes data = diversifier.then(diversifier.xor(Bytes.hex("FFFFFFFFFFFFFFFF")));
        Bytes keys = Bytes.concat(
                Des.ecb(true, PROFILE.keys().ac(), data),
                Des.ecb(true, PROFILE.keys().smi(), data),
                Des.ecb(true, PROFILE.keys().smc(), data));
        assertThat(groups.get(0x8000)).isEqualTo(keys);
        assertThat(groups.get(0x9000))
                .isEqualTo(Bytes.concat(check(keys.slice(0, 16)), check(keys.slice(16, 32)), check(keys.from(32))));
        assertThat(groups.get(0x8010)).isEqualTo(Bytes.hex("241234FFFFFFFFFF"));
        assertThat(groups.get(0x9010)).isEqualTo(Bytes.hex("0303"));
        assertThat(groups.get(0x3001)).isEqualTo(Bytes.hex("9F1401FF9F2301FFDF4506000000002000"));
        assertThat(groups.get(0x3000)).isEqualTo(Bytes.hex("9F42020978DF400101DF410101DF4306000000015000"));
        assertThat(groups.get(0x3002)).isEqualTo(Bytes.hex("DF420101DF460105DF4706000000015000"));
        assertThat(groups.get(0x3003)).isEqualTo(Bytes.hex("DF480102"));
    }

    private static Bytes check(Bytes key) {
        return Des.ecb(true, key, Bytes.zeros(8)).slice(0, 3);
    }

    @Test
    void theCertificateChainLeadsFromTheAuthorityToTheKeyInTheChip() {
        FakeChip chip = chip();
        rpd(chip).request("prepaid card", FUNDS, chip);
        Map<Integer, Bytes> groups = chip.payment().groups;
        Tlv data = Tlv.parse(Objects.requireNonNull(groups.get(0x0101)));
        Tlv issuerRecord = Tlv.parse(Objects.requireNonNull(groups.get(0x0201)));
        Tlv iccRecord = Tlv.parse(Objects.requireNonNull(groups.get(0x0202)));
        Bytes options = Objects.requireNonNull(groups.get(0x9104));
        Bytes aip = Tlv.find(Tlv.parseAll(options), Tags.AIP).orElseThrow().value();
        assertThat(aip)
                .as("CDA, terminal risk management, cardholder verification")
                .isEqualTo(Bytes.hex("1900"));
        LocalDate today = LocalDate.now(CLOCK);

        RSAPublicKey ca = hsm.rsaPublic(KeyLabels.CA_RSA);
        Recovery issuerKey = Certificates.checkIssuer(
                ca,
                new Certificate(
                        issuerRecord.require(Tags.ISSUER_CERTIFICATE).value(),
                        issuerRecord.require(Tags.ISSUER_KEY_REMAINDER).value(),
                        issuerRecord.require(Tags.ISSUER_KEY_EXPONENT).value()),
                FakeIssuer.PAN,
                today);
        assertThat(issuerKey).isInstanceOf(Recovery.Valid.class);
        Recovery iccKey = Certificates.checkIcc(
                ((Recovery.Valid) issuerKey).key(),
                new Certificate(
                        iccRecord.require(Tags.ICC_CERTIFICATE).value(),
                        iccRecord.require(Tags.ICC_KEY_REMAINDER).value(),
                        iccRecord.require(Tags.ICC_KEY_EXPONENT).value()),
                // The records of the file locator, then the interchange profile: EMV Book 3, 10.3.
                data.value().then(aip),
                FakeIssuer.PAN,
                today);
        assertThat(iccKey).isInstanceOf(Recovery.Valid.class);
        BigInteger q =
                new BigInteger(1, Objects.requireNonNull(groups.get(0x8204)).toArray());
        BigInteger p =
                new BigInteger(1, Objects.requireNonNull(groups.get(0x8205)).toArray());
        assertThat(p.multiply(q)).isEqualTo(((Recovery.Valid) iccKey).key().getModulus());
        assertThat(data.require(Tags.PAN).value()).isEqualTo(FakeIssuer.PAN.toBcd());
        assertThat(data.require(Tags.CARDHOLDER_NAME).value()).isEqualTo(Bytes.hex("202F"));
    }
}
