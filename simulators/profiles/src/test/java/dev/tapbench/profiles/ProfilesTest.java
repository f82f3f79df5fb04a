package dev.tapbench.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.crypto.IccKeys;
import dev.tapbench.emv.securechannel.SecureChannelProtocol;
import dev.tapbench.ports.Target;
import dev.tapbench.risk.Behaviour;
import dev.tapbench.risk.ConversionRate;
import dev.tapbench.risk.Currencies;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.LostOrStolenLimits.Mode;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.RiskProfile.Device;
import dev.tapbench.risk.UserBounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that ship, and what a person is told who mistypes one of them. */
class ProfilesTest {
    private static final Path FEATURES = Path.of("../../features");

    @TempDir
    Path folder;

    @Test
    void thePrepaidCardReads() {
        CardProfile card = CardProfileFile.read(FEATURES.resolve("cards/prepaid.yaml"));

        assertThat(card.product()).isEqualTo("prepaid card");
        assertThat(card.device()).isEqualTo(Device.CARD);
        assertThat(card.risk().maximumBalance()).hasValue(15000);
        assertThat(card.risk().kind()).isEqualTo(RiskProfile.Kind.PREPAID);
        assertThat(card.application().rid().toHex()).isEqualTo("F054415001");
        assertThat(card.pin().tries()).isEqualTo(3);
        assertThat(card.chip()).isEqualTo(new CardProfile.Chip(1, 1, SecureChannelProtocol.SCP02_I_15));
        assertThat(card.keys().ca().getModulus().bitLength()).isEqualTo(1408);
        assertThat(card.keys().issuer().getModulus().bitLength()).isEqualTo(1280);
        assertThat(card.toString())
                .doesNotContain("1234")
                .doesNotContain(card.keys().kmc().toHex());
    }

    @Test
    void theFobAndTheWaryPhoneRead() {
        CardProfile fob = CardProfileFile.read(FEATURES.resolve("cards/fob.yaml"));
        CardProfile wary = CardProfileFile.read(FEATURES.resolve("cards/phone-any.yaml"));

        assertThat(fob.device()).isEqualTo(Device.FOB);
        assertThat(wary.device()).isEqualTo(Device.PHONE);
        assertThat(wary.risk().lostOrStolen().mode()).isEqualTo(Mode.ANY);
    }

    @Test
    void thePhoneReads() {
        CardProfile phone = CardProfileFile.read(FEATURES.resolve("cards/phone.yaml"));

        assertThat(phone.device()).isEqualTo(Device.PHONE);
        assertThat(phone.risk().lostOrStolen().mode()).isEqualTo(Mode.ALL);
        assertThat(phone.risk().lostOrStolen().count()).isEqualTo(3);
        assertThat(phone.risk().lostOrStolen().amount()).isEqualTo(3000);
        assertThat(phone.risk().spending().upperAmount()).isEqualTo(10000);
        assertThat(phone.risk().spending().upperCount()).isEqualTo(RiskProfile.NO_COUNT_LIMIT);
    }

    @Test
    void theDebitPhoneSaysWhatABankDecides() {
        RiskProfile debit = RiskProfileFile.read(FEATURES.resolve("risk/debit-phone.yaml"));

        assertThat(debit.onlineApproval()).isEqualTo(Behaviour.OnlineApproval.RESET);
        assertThat(debit.methods()).containsExactly(CvmMethod.SENSOR, CvmMethod.PASSCODE);
        assertThat(debit.behaviour().cvm().alwaysAbove()).hasValue(5000);
        assertThat(debit.behaviour().cvm().armedSeconds()).hasValue(60);
        assertThat(debit.behaviour().currencies().other()).isEqualTo(Currencies.Other.ONLINE);
        assertThat(debit.behaviour().userSettings())
                .isEqualTo(new UserBounds(true, new UserBounds.Range(500, 5000), new UserBounds.Range(1, 5)));
    }

    /** The rate is in units, as people know it; a device keeps it in minor units, of which a yen has no smaller ones. */
    @Test
    void aRateIsReadAsPeopleKnowIt() throws IOException {
        RiskProfile yen = RiskProfileFile.read(
                write("name: x\nkind: line\ncurrency: EUR\ncurrencies: {other: convert, convert: {JPY: 0.0061}}\n"));
        assertThat(yen.conversion()).contains(new ConversionRate(Currency.getInstance("JPY"), 61, 2));
        assertThat(yen.conversion().orElseThrow().convert(1000)).isEqualTo(610);
        assertThatThrownBy(() -> RiskProfileFile.read(
                        write("name: x\nkind: line\ncurrency: EUR\ncurrencies: {convert: {USD: 0.9212345678}}\n")))
                .hasMessageContaining(
                        ":4:24: key 'currencies.convert.USD' is '0.9212345678': expected a rate of at most")
                .hasMessageContaining("what one USD is in EUR");
    }

    @Test
    void methodsThatTheDeviceHasNotAreTold() throws IOException {
        String phone = "name: x\nkind: line\ncurrency: EUR\ncvm:\n  methods: [sensor, signature]\n";
        assertThatThrownBy(() -> RiskProfileFile.read(write(phone)))
                .hasMessageContaining(
                        ":5:21: key 'cvm.methods.1' is 'signature': expected passcode, pattern or sensor");
        assertThatThrownBy(() -> RiskProfileFile.read(write(phone.replace("signature", "sensr"))))
                .hasMessageEndingWith("did you mean 'sensor'?");
    }

    @Test
    void theDefaultBenchReads() {
        BenchFile bench = BenchFile.read(FEATURES.resolve("benches/default.yaml"));

        assertThat(bench.contactless()).isEqualTo(Target.parse("jcardsim:"));
        assertThat(bench.wired()).contains(Target.parse("jcardsim:?medium=wired"));
        assertThat(bench.contact()).contains(Target.parse("jcardsim:?medium=contact"));
        assertThat(bench.hsm()).containsExactly(Target.parse("pkcs11:softhsm"), Target.parse("embedded:"));
    }

    @Test
    void aMisspeltBenchKeyIsToldWithItsPlaceAndTheNearestName() throws IOException {
        Path file = write("# a bench\nreaders:\n  contactles: 'jcardsim:'\n");

        assertThatThrownBy(() -> BenchFile.read(file))
                .isInstanceOf(FileProblem.class)
                .hasMessage(
                        file + ":3:3: key 'readers.contactles' is unknown (value 'jcardsim:'): expected one of contact,"
                                + " contactless, wired; did you mean 'contactless'?");
    }

    @Test
    void aBenchNeedsAContactlessReaderAndTakesTheModuleInMemory() throws IOException {
        assertThatThrownBy(() -> BenchFile.read(write("hsm: 'embedded:'\n")))
                .hasMessageContaining(":1:1: key 'readers' is missing: expected the readers of the bench");
        assertThat(BenchFile.read(write("readers: {contactless: 'jcardsim:'}\n"))
                        .hsm())
                .containsExactly(Target.parse("embedded:"));
    }

    @Test
    void aDeviceWithoutDriverIsTold() throws IOException {
        Path file = write("readers: {contactless: 'jcardsim:'}\nhsm: ['embedded:',\n  softhsm]\n");

        assertThatThrownBy(() -> BenchFile.read(file))
                .hasMessageContaining(file + ":3:3: key 'hsm.1' is 'softhsm': expected a device such as");
    }

    @Test
    void anotherShapeOfAValueIsTold() throws IOException {
        assertThatThrownBy(() -> BenchFile.read(write("readers: jcardsim\n")))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining(":1:1: key 'readers' is 'jcardsim'");
        assertThatThrownBy(() -> BenchFile.read(write("readers: {contactless: [a, b]}\n")))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining("key 'readers.contactless");
    }

    @Test
    void brokenYamlRepeatedKeysAndMissingFilesAreToldInOneLine() throws IOException {
        assertThatThrownBy(() -> BenchFile.read(write("readers: {contactless\nx: [")))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining("is not understood")
                .message()
                .doesNotContain("\n");
        assertThatThrownBy(() -> BenchFile.read(write("hsm: 'a:'\nhsm: 'b:'\n")))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining(":2:");
        assertThatThrownBy(() -> BenchFile.read(write("# nothing\n"))).isInstanceOf(FileProblem.class);
        write("hsm: x");
        assertThatThrownBy(() -> BenchFile.read(folder.resolve("fil.yaml")))
                .hasMessageContaining("there is no such file")
                .hasMessageEndingWith("did you mean 'file.yaml'?");
    }

    @Test
    void aRiskProfileThatBreaksARuleIsToldAtTheLine() throws IOException {
        String risk = Files.readString(FEATURES.resolve("risk/phone.yaml"));
        Path file = write(risk.replace("upperAmount: 100.00", "upperAmount: 160.00"));

        assertThatThrownBy(() -> RiskProfileFile.read(file))
                .isInstanceOfSatisfying(
                        FileProblem.class, e -> assertThat(e.key()).isEqualTo("spending.upperAmount"))
                .hasMessageContaining(
                        file
                                + ":11:3: key 'spending.upperAmount' is '160.00': expected at most the maximum balance (150.00 EUR)");
    }

    @Test
    void amountsCountsAndWordsAreChecked() throws IOException {
        String risk = Files.readString(FEATURES.resolve("risk/phone.yaml"));

        assertThatThrownBy(() -> RiskProfileFile.read(write(risk.replace("100.00 ", "100.005 "))))
                .hasMessageContaining(
                        "is '100.005': expected an amount in EUR with at most 2 decimals, such as 100.00");
        assertThatThrownBy(() -> RiskProfileFile.read(write(risk.replace("count: 3", "count: three"))))
                .hasMessageContaining("key 'lostOrStolen.count' is 'three': expected a whole number from 0 to 255");
        assertThatThrownBy(() -> RiskProfileFile.read(write(risk.replace("mode: all", "mode: amy"))))
                .hasMessageContaining("is 'amy': expected one of all, any; did you mean 'any'?");
        assertThatThrownBy(() -> RiskProfileFile.read(write(risk.replace("currency: EUR", "currency: EURO"))))
                .hasMessageContaining("key 'currency' is 'EURO': expected an ISO 4217 currency");
    }

    @Test
    void aCardProfileTellsWhatIsMissingAndNeverRepeatsAKey() throws IOException {
        String card = Files.readString(FEATURES.resolve("cards/prepaid.yaml"))
                .replace("../risk/", FEATURES.toAbsolutePath() + "/risk/")
                .replace("keys/", FEATURES.toAbsolutePath() + "/cards/keys/");
        assertThat(CardProfileFile.read(write(card)).device()).isEqualTo(Device.CARD);

        assertThatThrownBy(() -> CardProfileFile.read(write(card.replace("testData: true", "testData: false"))))
                .hasMessageContaining("key 'testData' is 'false': expected true");
        assertThatThrownBy(() -> CardProfileFile.read(write(card.replace("F0544150011010", "F05441"))))
                .hasMessageContaining("key 'application.aid' is 'F05441': expected 5 to 16 bytes");
        assertThatThrownBy(() -> CardProfileFile.read(write(card.replace("B94D6574A07EAFE04C2", "B94D"))))
                .hasMessageContaining("key 'keys.ac' is a text of 17 characters: expected 16 bytes");
        assertThatThrownBy(() -> CardProfileFile.read(write(card.replace("iin: \"999902\"", "# no number"))))
                .hasMessageContaining("key 'issuing.iin' is missing: expected 6 or 8 digits");
        assertThatThrownBy(() -> CardProfileFile.read(write(card.replace("ca-1408.pem", "none.pem"))))
                .hasMessageContaining("key 'keys.ca' names ")
                .hasMessageContaining("none.pem, which cannot be read");
    }

    @Test
    void aMistakeIsNearItsNameAndAnotherWordIsNot() {
        assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestName.of("labl", java.util.List.of("label", "aid"))).isEqualTo("label");
        assertThat(NearestName.of("colour", java.util.List.of("label", "aid"))).isEmpty();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("file.yaml"), text);
    }

    /** Sections are put together, paths stay relative to the file in which they stand. */
    @Test
    void aProfileSaysOnlyWhatDiffersFromTheOneItExtends() throws IOException {
        Path variant = Files.writeString(folder.resolve("variant.yaml"), """
            extends: %s
            issuing:
              panLength: 19
              derivation: A
            pin:
              tries: 2
            keys:
              iccBits: 1280
            """.formatted(
                        FEATURES.resolve("cards/prepaid.yaml").toAbsolutePath()));
        CardProfile standard = CardProfileFile.read(FEATURES.resolve("cards/prepaid.yaml"));
        CardProfile other = CardProfileFile.read(variant);

        assertThat(other.issuing())
                .isEqualTo(new CardProfile.Issuing(standard.issuing().iin(), 19, 276, 4, 1, IccKeys.Option.A));
        assertThat(other.pin()).isEqualTo(new CardProfile.PinRule(standard.pin().reference(), 2));
        assertThat(other.keys().iccBits()).isEqualTo(1280);
        assertThat(other.keys().kmc()).isEqualTo(standard.keys().kmc());
        assertThat(other.risk()).isEqualTo(standard.risk());
        assertThat(other.file()).isEqualTo(variant);
        assertThat(standard.issuing().derivation()).isEqualTo(IccKeys.Option.A);
    }

    /** The key is AES then, of one of its three lengths, and the chip may ask for protected responses. */
    @Test
    void aChipOfScp03HasLevelsAndAMasterKeyOfItsOwn() throws IOException {
        String variant = Files.readString(FEATURES.resolve("cards/variants/scp03.yaml"))
                .replace("../prepaid.yaml", FEATURES.toAbsolutePath() + "/cards/prepaid.yaml");
        CardProfile card = CardProfileFile.read(write(variant));

        assertThat(card.chip()).isEqualTo(new CardProfile.Chip(48, 0x33, SecureChannelProtocol.SCP03_I_70));
        assertThat(card.keys().kmc().length()).isEqualTo(32);
        String kmc = card.keys().kmc().toHex();
        assertThat(CardProfileFile.read(write(variant.replace(kmc, kmc.substring(16))))
                        .keys()
                        .kmc()
                        .length())
                .isEqualTo(24);
        assertThatThrownBy(() -> CardProfileFile.read(write(variant.replace(kmc, kmc.substring(24)))))
                .hasMessageContaining("key 'keys.kmc' is a text of 40 characters: expected an AES key of 16, 24 or 32");
        assertThatThrownBy(() -> CardProfileFile.read(write(variant.replace(": scp03", ": scp3"))))
                .hasMessageContaining("key 'chip.secureChannel' is 'scp3': expected one of scp02, scp03");
        assertThatThrownBy(() -> CardProfileFile.read(write(variant.replace(": scp03", ": scp02"))))
                .hasMessageContaining("key 'chip.minimumLevel' is 'both-directions': expected one of mac, mac-and");
        assertThatThrownBy(() -> CardProfileFile.read(
                        write(variant.replace("both-directions", "mac").replace(": scp03", ": scp02"))))
                .hasMessageContaining("key 'keys.kmc' is a text of 64 characters: expected 16 bytes");
    }

    @Test
    void everyVariantReadsAndDiffersFromItsStandard() throws IOException {
        try (Stream<Path> files = Files.list(FEATURES.resolve("cards/variants"))) {
            List<Path> variants = files.toList();
            assertThat(variants).hasSizeGreaterThanOrEqualTo(10);
            for (Path file : variants) {
                CardProfile variant = CardProfileFile.read(file);
                String name = variant.device() == Device.PHONE ? "phone" : "prepaid";
                assertThat(variant)
                        .as(file.toString())
                        .usingRecursiveComparison()
                        .ignoringFields("file")
                        .isNotEqualTo(CardProfileFile.read(FEATURES.resolve("cards/" + name + ".yaml")));
            }
        }
    }

    @Test
    void aMistakeIsToldAtTheFileThatMakesIt() throws IOException {
        Files.writeString(folder.resolve("base.yaml"), "name: a\nkind: prepaid\ncurrency: EUR\nmaximumBalance: x\n");
        Path other =
                Files.writeString(folder.resolve("other.yaml"), "extends: base.yaml\nspending:\n  upperAmount: 0.00\n");
        assertThatThrownBy(() -> RiskProfileFile.read(other))
                .hasMessageContaining("base.yaml:4:1: key 'maximumBalance' is 'x'");
        Files.writeString(other, "extends: base.yaml\nmaximumBalance: 1.00\nspending:\n  upperAmont: 0.00\n");
        assertThatThrownBy(() -> RiskProfileFile.read(other))
                .hasMessageContaining("other.yaml:4:3: key 'spending.upperAmont' is unknown")
                .hasMessageContaining("did you mean 'upperAmount'?");
        Files.writeString(other, "extends: base.yaml\nmaximumBalance:\nspending:\n  upperAmount: 0.00\n");
        assertThatThrownBy(() -> RiskProfileFile.read(other))
                .as("an empty value takes the other's away")
                .hasMessageContaining("other.yaml:2:1: key 'maximumBalance'");
        Files.writeString(other, "extends: bse.yaml\n");
        assertThatThrownBy(() -> RiskProfileFile.read(other))
                .hasMessageContaining("other.yaml:1:1: key 'extends' names ")
                .hasMessageContaining("did you mean 'base.yaml'?");
        Files.writeString(folder.resolve("base.yaml"), "extends: other.yaml\n");
        Files.writeString(other, "extends: base.yaml\n");
        assertThatThrownBy(() -> RiskProfileFile.read(other)).hasMessageContaining("leads back to this file");
        Path bench = Files.writeString(folder.resolve("bench.yaml"), "extends: other.yaml\n");
        assertThatThrownBy(() -> BenchFile.read(bench)).hasMessageContaining("key 'extends' is unknown");
    }
}
