package dev.tapbench.parties.personalization;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.securechannel.CpsKeys;
import dev.tapbench.emv.securechannel.KeyData;
import dev.tapbench.parties.messages.ServiceProviderService;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmDriver;
import dev.tapbench.ports.hsm.RecordingHsm;
import dev.tapbench.ports.trace.TraceEvent;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** From issuer to chip, before each test anew; the chip is in plain Java, and its cryptography none of ours. */
abstract class PersonalizationChain {
    static final KeyData CHIP = KeyData.of("999902", Bytes.of(0, 0, 0, 7));
    static final Money FUNDS = new Money(2000, Currency.EUR);
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    static final CardProfile PROFILE = CardProfileFile.read(Path.of("../../features/cards/prepaid.yaml"));
    static final CardProfile PHONE = CardProfileFile.read(Path.of("../../features/cards/phone.yaml"));

    final List<TraceEvent> events = new ArrayList<>();
    Hsm hsm = openHsm();
    FakeIssuer issuer = chain(PROFILE);
    Motaps motaps = motaps(PROFILE);
    Tsp tsp = tsp(PROFILE);

    private static Hsm openHsm() {
        return ServiceLoader.load(HsmDriver.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(driver -> driver.scheme().equals("embedded"))
                .findFirst()
                .orElseThrow()
                .open(Target.parse("embedded:?seed=1"));
    }

    FakeIssuer chain(CardProfile profile) {
        KeyCeremony.importKeys(hsm, profile);
        motaps = motaps(profile);
        issuer = new FakeIssuer(hsm, motaps, profile);
        tsp = tsp(profile);
        return issuer;
    }

    private Motaps motaps(CardProfile profile) {
        return new Motaps(
                hsm,
                List.of(profile),
                KeyCeremony.certifyIssuer(hsm, profile),
                Entropy.seeded(1, "motaps"),
                events::add);
    }

    private Tsp tsp(CardProfile profile) {
        return new Tsp(
                new RecordingHsm(hsm, events::add, "TSP"),
                issuer,
                motaps,
                profile.chip().channel(),
                Entropy.seeded(1, "tsp"),
                CLOCK,
                events::add);
    }

    @BeforeEach
    void start() {
        chain(PROFILE);
        events.clear();
    }

    @AfterEach
    void closeHsm() {
        hsm.close();
    }

    static FakeChip chip(Bytes kmc, Medium medium) {
        CpsKeys.Clear keys = CpsKeys.clear(kmc, CHIP.value());
        return new FakeChip(CHIP.value(), keys.enc(), keys.mac(), keys.dek(), medium);
    }

    static FakeChip chip() {
        return chip(PROFILE.keys().kmc(), Medium.CONTACTLESS);
    }

    RemotePersonalizationDevice rpd(FakeChip chip, ServiceProviderService provider) {
        return new RemotePersonalizationDevice(chip, chip, provider, Entropy.seeded(1, "rpd"), events::add);
    }

    RemotePersonalizationDevice rpd(FakeChip chip) {
        return rpd(chip, new ServiceProvider(tsp, events::add));
    }
}
