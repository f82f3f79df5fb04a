package dev.tapbench.parties.personalization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.Certificate;
import dev.tapbench.emv.crypto.Certificates;
import dev.tapbench.emv.crypto.Recovery;
import dev.tapbench.emv.securechannel.CpsKeys;
import dev.tapbench.emv.securechannel.KeyData;
import dev.tapbench.parties.messages.DeviceCommands;
import dev.tapbench.parties.messages.DeviceInstruction;
import dev.tapbench.parties.messages.DeviceResponses;
import dev.tapbench.parties.messages.MessageException;
import dev.tapbench.parties.messages.PersonalizationFailed;
import dev.tapbench.parties.messages.PersonalizationRequest;
import dev.tapbench.parties.messages.ServiceProviderService;
import dev.tapbench.parties.personalization.PersonalizationOutcome.Dispensed;
import dev.tapbench.parties.personalization.PersonalizationOutcome.Rejected;
import dev.tapbench.parties.personalization.RemotePersonalizationDevice.State;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Entropy;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmDriver;
import dev.tapbench.ports.hsm.RecordingHsm;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.HsmCalled;
import dev.tapbench.ports.trace.MessagePassed;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import dev.tapbench.ports.trace.TraceEvent;
import dev.tapbench.profiles.CardProfile;
import dev.tapbench.profiles.CardProfileFile;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole chain against a chip in plain Java, whose cryptography is none of ours. */
class PersonalizationTest {
    private static final KeyData CHIP = KeyData.of("999902", Bytes.of(0, 0, 0, 7));
    private static final Money FUNDS = new Money(2000, Currency.EUR);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final CardProfile PROFILE = CardProfileFile.read(Path.of("../../features/cards/prepaid.yaml"));
    private static final CardProfile PHONE = CardProfileFile.read(Path.of("../../features/cards/phone.yaml"));

    private final List<TraceEvent> events = new ArrayList<>();
    private Hsm hsm = openHsm();
    private FakeIssuer issuer = chain(PROFILE);
    private Motaps motaps = motaps(PROFILE);
    private Tsp tsp = tsp();

    private static Hsm openHsm() {
        return ServiceLoader.load(HsmDriver.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(driver -> driver.scheme().equals("embedded"))
                .findFirst()
                .orElseThrow()
                .open(Target.parse("embedded:?seed=1"));
    }

    private FakeIssuer chain(CardProfile profile) {
        KeyCeremony.importKeys(hsm, profile);
        motaps = motaps(profile);
        issuer = new FakeIssuer(hsm, motaps, profile);
        tsp = tsp();
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

    private Tsp tsp() {
        return new Tsp(
                new RecordingHsm(hsm, events::add, "TSP"),
                issuer,
                motaps,
                0x15,
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

    private static FakeChip chip(Bytes kmc, Medium medium) {
        CpsKeys.Clear keys = CpsKeys.clear(kmc, CHIP.value());
        return new FakeChip(CHIP.value(), keys.enc(), keys.mac(), keys.dek(), medium);
    }

    private static FakeChip chip() {
        return chip(PROFILE.keys().kmc(), Medium.CONTACTLESS);
    }

    private RemotePersonalizationDevice rpd(FakeChip chip, ServiceProviderService provider) {
        return new RemotePersonalizationDevice(chip, chip, provider, Entropy.seeded(1, "rpd"), events::add);
    }

    private RemotePersonalizationDevice rpd(FakeChip chip) {
        return rpd(chip, new ServiceProvider(tsp, events::add));
    }

    @Test
    void aDeviceThatProvesItsKeyIsDispensedAndItsAccountIssued() {
        FakeChip chip = chip();
        RemotePersonalizationDevice rpd = rpd(chip);

        PersonalizationOutcome outcome = rpd.request("prepaid card", FUNDS, chip);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Dispensed.class, d -> assertThat(d.account()).isEqualTo("account-1"));
        assertThat(issuer.heard).containsExactly("approve", "confirm true", "personalized account-1");
        assertThat(rpd.states())
                .containsExactly(
                        State.IDLE,
                        State.REQUESTED,
                        State.IN_ENCODER,
                        State.PROBING,
                        State.LOADING,
                        State.PROBING,
                        State.LOADING,
                        State.VERIFYING,
                        State.DISPENSED);
        assertThat(tsp.chips().fates()).containsExactly(java.util.Map.entry(CHIP, ChipLedger.Fate.PERSONALIZED));
        assertThat(motaps.sessions().values()).containsExactly(Motaps.Status.PERSONALIZED);
        assertThat(chip.links)
                .as("loading, and an activation of its own for the proof")
                .isEqualTo(2);
        assertThat(events).contains(new Prompted(Party.RPD, Prompt.DEVICE_READY, ""));
    }

    @Test
    void theChipHoldsTheIssuersKeysThePinAndTheFunds() {
        FakeChip chip = chip();
        rpd(chip).request("prepaid card", FUNDS, chip);
        java.util.Map<Integer, Bytes> groups = chip.payment().groups;

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
        java.util.Map<Integer, Bytes> groups = chip.payment().groups;
        Tlv data = Tlv.parse(java.util.Objects.requireNonNull(groups.get(0x0101)));
        Tlv issuerRecord = Tlv.parse(java.util.Objects.requireNonNull(groups.get(0x0201)));
        Tlv iccRecord = Tlv.parse(java.util.Objects.requireNonNull(groups.get(0x0202)));
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
                data.value().then(Bytes.hex("1100")),
                FakeIssuer.PAN,
                today);
        assertThat(iccKey).isInstanceOf(Recovery.Valid.class);
        BigInteger q = new BigInteger(
                1, java.util.Objects.requireNonNull(groups.get(0x8204)).toArray());
        BigInteger p = new BigInteger(
                1, java.util.Objects.requireNonNull(groups.get(0x8205)).toArray());
        assertThat(p.multiply(q)).isEqualTo(((Recovery.Valid) iccKey).key().getModulus());
        assertThat(data.require(Tags.PAN).value()).isEqualTo(FakeIssuer.PAN.toBcd());
        assertThat(data.require(Tags.CARDHOLDER_NAME).value()).isEqualTo(Bytes.hex("202F"));
    }

    @Test
    void aChipMadeUnderAnotherKeyGetsNothingSecret() {
        FakeChip chip = chip(Bytes.hex("404142434445464748494A4B4C4D4E4F"), Medium.CONTACTLESS);
        RemotePersonalizationDevice rpd = rpd(chip);

        PersonalizationOutcome outcome = rpd.request("prepaid card", FUNDS, chip);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).contains("card cryptogram"));
        assertThat(chip.exchanges)
                .as("SELECT and INITIALIZE UPDATE, then the end")
                .isEqualTo(2);
        assertThat(events)
                .anyMatch(e -> e instanceof Decided decided
                        && decided.decision() == Decision.CARD_CRYPTOGRAM_VALID
                        && !decided.positive());
        assertThat(((Rejected) outcome).reason())
                .as("what was expected would be an oracle")
                .isEqualTo("the card cryptogram of chip " + CHIP
                        + " is not that of the issuer's personalization key: the" + " chip was made under another key");
        assertThat(issuer.heard).containsExactly("approve", "failed account-1");
        assertThat(tsp.chips().fates()).containsExactly(java.util.Map.entry(CHIP, ChipLedger.Fate.REJECTED));
        assertThat(rpd.rejectBin()).hasSize(1);
        assertThat(rpd.state()).isEqualTo(State.REJECTED);
        assertNoSessionKeyIsLeft();
    }

    @Test
    void aChipPulledOutBeforeItsLastDataIsRejectedAndCanBePersonalizedAgain() {
        FakeChip whole = chip();
        rpd(whole).request("prepaid card", FUNDS, whole);
        int directoryLoaded = 4;
        int lastStoreData = whole.exchanges - 3;
        for (int cut : new int[] {1, directoryLoaded, directoryLoaded + 1, lastStoreData - 1, lastStoreData}) {
            chain(PROFILE);
            FakeChip chip = chip();
            chip.removeAt = cut;

            assertThat(rpd(chip).request("prepaid card", FUNDS, chip))
                    .as("cut at exchange %d", cut)
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            r -> assertThat(r.reason()).contains("removed").contains("pulled out"));
            assertThat(chip.payment().personalized).isFalse();
            assertThat(issuer.heard).containsExactly("approve", "failed account-1");
            assertNoSessionKeyIsLeft();

            chain(PROFILE);
            assertThat(rpd(chip).request("prepaid card", FUNDS, chip))
                    .as("again after the cut at exchange %d", cut)
                    .isInstanceOf(Dispensed.class);
        }
    }

    @Test
    void aPersonalizedChipIsNotPersonalizedAgain() {
        FakeChip chip = chip();
        rpd(chip).request("prepaid card", FUNDS, chip);
        chain(PROFILE);

        assertThat(rpd(chip).request("prepaid card", FUNDS, chip))
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).contains("6985"));
    }

    @Test
    void nineThousandIsNoProof() {
        FakeChip chip = chip();
        chip.lies = true;

        assertThat(rpd(chip).request("prepaid card", FUNDS, chip))
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).contains("did not prove its new key"));
        assertThat(issuer.heard).containsExactly("approve", "confirm false", "failed account-1");
    }

    @Test
    void anIssuersRefusalEndsItBeforeTheDeviceIsTouched() {
        FakeChip chip = chip();

        assertThat(rpd(chip).request("gold card", FUNDS, chip))
                .isInstanceOfSatisfying(
                        Rejected.class, r -> assertThat(r.reason()).contains("no such product"));
        assertThat(chip.exchanges).isZero();
    }

    @Test
    void everyMessageMayComeTwiceAndIsDoneOnce() {
        FakeChip chip = chip();
        ServiceProvider provider = new ServiceProvider(tsp, events::add);
        ServiceProviderService stuttering = new ServiceProviderService() {
            @Override
            public DeviceInstruction request(PersonalizationRequest request) {
                DeviceInstruction first = provider.request(request);
                assertThat(provider.request(request)).isEqualTo(first);
                return first;
            }

            @Override
            public DeviceInstruction responses(DeviceResponses responses) {
                DeviceInstruction first = provider.responses(responses);
                assertThat(provider.responses(responses)).isEqualTo(first);
                return first;
            }
        };

        assertThat(rpd(chip, stuttering).request("prepaid card", FUNDS, chip)).isInstanceOf(Dispensed.class);
        assertThat(issuer.heard).containsExactly("approve", "confirm true", "personalized account-1");
    }

    @Test
    void commandsThatComeTwiceReachTheChipOnce() {
        FakeChip chip = chip();
        DeviceCommands commands = new DeviceCommands(
                "s", 1, DeviceCommands.Purpose.PROBE, List.of(Bytes.hex("00A4040007F054415001101000")));
        try (Encoder encoder = new Encoder(chip, chip)) {
            DeviceResponses first = encoder.run(chip, commands);

            assertThat(encoder.run(chip, commands)).isEqualTo(first);
            assertThat(chip.exchanges).isEqualTo(1);
        }
    }

    @Test
    void messagesOutOfOrderOrOfNoSessionAreRefused() {
        assertThatThrownBy(() -> tsp.responses(new DeviceResponses("none", 2, List.of(), "")))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("session none is unknown");
        tsp.request(new PersonalizationRequest("s", 1, "prepaid card", 2000, 978));
        assertThatThrownBy(() -> tsp.responses(new DeviceResponses("s", 3, List.of(), "")))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("expects message 2");
        assertThat(tsp.responses(new DeviceResponses("s", 2, List.of(), "gone")))
                .isInstanceOf(PersonalizationFailed.class);
        assertThatThrownBy(() -> tsp.responses(new DeviceResponses("s", 3, List.of(), "")))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("is over");
    }

    @Test
    void garbageFromTheDeviceIsARejectionThatSaysWhat() {
        tsp.request(new PersonalizationRequest("s", 1, "prepaid card", 2000, 978));

        DeviceInstruction end =
                tsp.responses(new DeviceResponses("s", 2, List.of(Bytes.hex("9000"), Bytes.hex("0102039000")), ""));

        assertThat(end)
                .isInstanceOfSatisfying(
                        PersonalizationFailed.class,
                        f -> assertThat(f.reason()).contains("INITIALIZE UPDATE answered 3 bytes"));
    }

    @Test
    void aPhoneIsLoadedOverItsWireAndProvesItselfOverTheAir() {
        chain(PHONE);
        FakeChip wired = chip(PHONE.keys().kmc(), Medium.WIRED);
        AtomicInteger overTheAir = new AtomicInteger();
        RemotePersonalizationDevice rpd = new RemotePersonalizationDevice(
                wired,
                new OtherReader(wired, overTheAir),
                new ServiceProvider(tsp, events::add),
                Entropy.seeded(1, "rpd"),
                events::add);

        assertThat(rpd.request("phone", new Money(10000, Currency.EUR), wired)).isInstanceOf(Dispensed.class);
        assertThat(overTheAir).as("SELECT, GET PROCESSING OPTIONS, GENERATE AC").hasValue(3);
        assertThat(wired.payment().groups.get(0x3003)).isEqualTo(Bytes.hex("DF480103"));
        assertThat(wired.payment().groups.get(0x3002)).isEqualTo(Bytes.hex("DF420101DF460103DF4706000000009000"));
        assertThat(wired.payment().groups.get(0x8010)).isEqualTo(Bytes.hex("26246810FFFFFFFF"));
    }

    @Test
    void theTraceShowsEachMessageOnEachHop() {
        FakeChip chip = chip();
        rpd(chip).request("prepaid card", FUNDS, chip);

        List<String> hops = events.stream()
                .filter(MessagePassed.class::isInstance)
                .map(MessagePassed.class::cast)
                .map(m -> m.from() + ">" + m.to() + " " + m.type()
                        + (m.type() == MessageType.DEVICE_COMMANDS
                                ? " " + m.fields().get("purpose")
                                : ""))
                .toList();
        assertThat(hops)
                .startsWith(
                        "CARDHOLDER>RPD DEVICE_REQUEST",
                        "RPD>SERVICE_PROVIDER PERSONALIZATION_REQUEST",
                        "SERVICE_PROVIDER>TSP PERSONALIZATION_REQUEST",
                        "ISSUER>MOTAPS PREPARATION_ORDER",
                        "ISSUER>TSP DATA_APPROVAL",
                        "TSP>MOTAPS PREPARED_DATA_REQUEST",
                        "MOTAPS>TSP PREPARED_DATA",
                        "TSP>SERVICE_PROVIDER DEVICE_COMMANDS probe",
                        "SERVICE_PROVIDER>RPD DEVICE_COMMANDS probe",
                        "RPD>SERVICE_PROVIDER DEVICE_RESPONSES",
                        "SERVICE_PROVIDER>TSP DEVICE_RESPONSES",
                        "TSP>SERVICE_PROVIDER DEVICE_COMMANDS personalize")
                .endsWith(
                        "SERVICE_PROVIDER>TSP DEVICE_RESPONSES",
                        "ISSUER>TSP CONFIRMATION_RESPONSE",
                        "TSP>MOTAPS PERSONALIZED",
                        "TSP>SERVICE_PROVIDER PERSONALIZED",
                        "SERVICE_PROVIDER>RPD PERSONALIZED");
        assertThat(events)
                .anyMatch(e -> e instanceof HsmCalled call
                        && call.operation().equals("translate")
                        && call.key().endsWith("dek/session"));
    }

    private void assertNoSessionKeyIsLeft() {
        assertThat(events.stream()
                        .filter(HsmCalled.class::isInstance)
                        .map(HsmCalled.class::cast)
                        .filter(call -> call.operation().equals("derive"))
                        .map(HsmCalled::key)
                        .toList())
                .allMatch(key -> !hsm.has(dev.tapbench.ports.hsm.KeyLabel.of(key)));
    }
}
