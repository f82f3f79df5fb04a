package dev.tapbench.parties.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.parties.personalization.PersonalizationOutcome.Dispensed;
import dev.tapbench.parties.personalization.PersonalizationOutcome.Rejected;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain over SCP03, with a chip whose end of it is in plain Java. */
class Scp03PersonalizationTest extends PersonalizationChain {
    private static final Bytes KMC = Bytes.hex("404142434445464748494A4B4C4D4E4F");

    @TempDir
    private Path folder;

    @BeforeEach
    void scp03() throws IOException {
        Path file = Files.writeString(folder.resolve("scp03.yaml"), """
            extends: %s
            chip:
              secureChannel: scp03
            keys:
              kmc: "%s"
            """.formatted(
                        PROFILE.file().toAbsolutePath().normalize(), KMC.toHex()));
        CardProfile profile = CardProfileFile.read(file);
        chain(profile);
    }

    private static FakeChip scp03Chip() {
        FakeChip chip = chip(KMC, Medium.CONTACTLESS);
        chip.speak(() -> new FakeScp03(CHIP.value(), KMC));
        return chip;
    }

    @Test
    void theChipTakesItsDataAndItsSecretsUnderItsOwnKeyAndIsDispensed() {
        FakeChip chip = scp03Chip();

        assertThat(rpd(chip).request("prepaid card", FUNDS, chip)).isInstanceOf(Dispensed.class);
        assertThat(chip.payment().groups.get(0x8010))
                .as("the PIN block fills half a block of AES")
                .isEqualTo(PinBlocks.format2(PROFILE.pin().reference()).then(Bytes.hex("8000000000000000")));
        assertThat(issuer.heard).containsExactly("approve", "confirm true", "personalized account-1");
    }

    /** A 9000 that anybody can say: the TSP must not go on to the proof. */
    @Test
    void anAnswerWithoutTheChipsMacEndsThePersonalization() {
        FakeChip chip = scp03Chip();
        chip.payment().answersWithoutMac = true;

        assertThat(rpd(chip).request("prepaid card", FUNDS, chip))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason())
                                .contains("the response has 0 bytes, expected a MAC of 8"));
        assertThat(issuer.heard).doesNotContain("confirm true");
        assertThat(tsp.chips().fates()).containsExactly(java.util.Map.entry(CHIP, ChipLedger.Fate.REJECTED));
    }

    @Test
    void aChipOfAnotherProtocolGetsNoData() {
        FakeChip scp02 = chip(KMC, Medium.CONTACTLESS);
        assertThat(rpd(scp02).request("prepaid card", FUNDS, scp02))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("answered 28 bytes, expected 32"));
    }

    @Test
    void aChipOfAnotherOptionGetsNoData() {
        FakeChip other = chip(KMC, Medium.CONTACTLESS);
        other.speak(() -> {
            FakeScp03 end = new FakeScp03(CHIP.value(), KMC);
            end.implementation = 0x30;
            return end;
        });
        assertThat(rpd(other).request("prepaid card", FUNDS, other))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("SCP03 with i=30, expected i=70"));
    }
}
