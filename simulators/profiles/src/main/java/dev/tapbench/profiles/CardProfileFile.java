package dev.tapbench.profiles;

import dev.tapbench.emv.Pin;
import dev.tapbench.emv.crypto.IccKeys;
import dev.tapbench.emv.securechannel.SecureChannelProtocol;
import dev.tapbench.ports.Bytes;
import dev.tapbench.risk.CvmMethod;
import dev.tapbench.risk.InvalidRiskProfile;
import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.RiskProfile.Device;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads card profiles. Paths in one are relative to the file in which they stand; test keys only, which {@code testData: true}
 * has to say. A profile that differs little from another one names it under {@code extends} and says what differs.
 */
public final class CardProfileFile {
    private static final Map<String, Device> DEVICES =
            new TreeMap<>(Map.of("card", Device.CARD, "fob", Device.FOB, "phone", Device.PHONE));
    private static final Map<String, Integer> SCP02_LEVELS =
            new TreeMap<>(Map.of("mac", 0x01, "mac-and-encryption", 0x03));
    /** SCP03 protects responses as well. */
    private static final Map<String, Integer> SCP03_LEVELS =
            new TreeMap<>(Map.of("mac", 0x01, "mac-and-encryption", 0x03, "both-directions", 0x33));

    private static final Map<String, Boolean> CHANNELS = new TreeMap<>(Map.of("scp02", false, "scp03", true));
    private static final Map<String, SecureChannelProtocol> OPTIONS =
            new TreeMap<>(Map.of("15", SecureChannelProtocol.SCP02_I_15, "05", SecureChannelProtocol.SCP02_I_05));

    private static final Map<String, IccKeys.Option> DERIVATIONS =
            new TreeMap<>(Map.of("A", IccKeys.Option.A, "B", IccKeys.Option.B));
    /** EMV would allow more, Java Card has no others (the protocol, section 1). */
    private static final Map<String, Integer> ICC_BITS =
            new TreeMap<>(Map.of("1024", 1024, "1280", 1280, "1536", 1536));

    private static final String PATTERN_EXPECTED =
            "4 to 9 of the points 1 to 9 in quotes, each once, in the order in which they are touched";

    private CardProfileFile() {}

    private record Raw(
            @Nullable String testData,
            @Nullable String product,
            @Nullable String device,
            @Nullable String risk,
            @Nullable Application application,
            @Nullable Issuing issuing,
            @Nullable PinRule pin,
            @Nullable Chip chip,
            @Nullable Keys keys) {}

    private record Application(
            @Nullable String aid,
            @Nullable String label,
            @Nullable String priority) {}

    private record Issuing(
            @Nullable String iin,
            @Nullable String panLength,
            @Nullable String country,
            @Nullable String validityYears,
            @Nullable String derivationKeyIndex,
            @Nullable String derivation) {}

    private record PinRule(
            @Nullable String reference,
            @Nullable String tries,
            @Nullable String pattern) {}

    private record Chip(
            @Nullable String keyVersion,
            @Nullable String minimumLevel,
            @Nullable String secureChannel,
            @Nullable String scp02Option) {}

    private record Keys(
            @Nullable String kmc,
            @Nullable String ac,
            @Nullable String smi,
            @Nullable String smc,
            @Nullable String issuerToMotaps,
            @Nullable String motapsToTsp,
            @Nullable String terminalMac,
            @Nullable String sensor,
            @Nullable String iccBits,
            @Nullable String caIndex,
            @Nullable String ca,
            @Nullable String issuer) {}

    /**
     * Reads a card profile with its risk profile and keys.
     *
     * @throws FileProblem when one of the files is missing or wrong
     */
    public static CardProfile read(Path path) {
        MarkedFile file = MarkedFile.extensibleYaml(path);
        Raw raw = file.as(Raw.class);
        Values values = new Values(file);
        values.mustBeTrue("testData", raw.testData(), "true: Tapbench holds test data and test keys only");
        CardProfile.Chip chip = chip(values, raw.chip() == null ? new Chip(null, null, null, null) : raw.chip());
        Device device = values.choice("device", raw.device(), DEVICES);
        RiskProfile risk = risk(values, raw.risk(), device);
        PinRule pin = section(file, "pin", raw.pin());
        Keys keys = section(file, "keys", raw.keys());
        requireFor(values, risk, CvmMethod.PATTERN, "pin.pattern", pin.pattern(), "the reference pattern");
        requireFor(
                values, risk, CvmMethod.SENSOR, "keys.sensor", keys.sensor(), "the key that sensors are paired with");
        return new CardProfile(
                path,
                values.text("product", raw.product(), "the product's name, such as prepaid card"),
                device,
                risk,
                application(values, section(file, "application", raw.application())),
                issuing(values, section(file, "issuing", raw.issuing())),
                pin(values, pin),
                chip,
                keys(values, keys, chip.channel()));
    }

    private static void requireFor(
            Values values, RiskProfile risk, CvmMethod method, String key, @Nullable String text, String what) {
        if (risk.methods().contains(method)) {
            String unused = values.text(
                    key,
                    text,
                    what + ", because the risk profile lists " + method.name().toLowerCase(Locale.ROOT));
        }
    }

    private static <T> T section(MarkedFile file, String key, @Nullable T section) {
        if (section == null) {
            throw file.problem(key, "is missing", "a section with further keys", "");
        }
        return section;
    }

    /** What a risk profile says of its device is for those who look at it alone: here it is what the card profile says. */
    private static RiskProfile risk(Values values, @Nullable String text, Device device) {
        RiskProfile risk = RiskProfileFile.read(values.file()
                .placeOf("risk")
                .resolveSibling(values.text("risk", text, "the path of a risk profile, relative to this file"))
                .normalize());
        try {
            return risk.with(risk.behaviour().withDevice(device));
        } catch (InvalidRiskProfile e) {
            throw values.file()
                    .problem("risk", "names a profile for another device", e.key() + " to be " + e.expected(), "");
        }
    }

    private static CardProfile.Application application(Values values, Application raw) {
        String label = values.text("application.label", raw.label(), "1 to 16 letters, digits and spaces");
        if (!label.matches("[A-Za-z0-9 ]{1,16}")) {
            throw values.wrong("application.label", "1 to 16 letters, digits and spaces");
        }
        return new CardProfile.Application(
                values.hex("application.aid", raw.aid(), 5, 16),
                label,
                values.number("application.priority", raw.priority(), 1, 15, 1));
    }

    private static CardProfile.Issuing issuing(Values values, Issuing raw) {
        String expected = "6 or 8 digits in quotes, the first not 0";
        String iin = values.text("issuing.iin", raw.iin(), expected);
        if (!iin.matches("[1-9]([0-9]{5}|[0-9]{7})")) {
            throw values.wrong("issuing.iin", expected);
        }
        int panLength = values.number("issuing.panLength", raw.panLength(), 13, 19, 16);
        return new CardProfile.Issuing(
                iin,
                panLength,
                values.number("issuing.country", raw.country(), 1, 999),
                values.number("issuing.validityYears", raw.validityYears(), 1, 20, 4),
                values.number("issuing.derivationKeyIndex", raw.derivationKeyIndex(), 0, 255, 1),
                raw.derivation() == null
                        ? panLength > 16 ? IccKeys.Option.B : IccKeys.Option.A
                        : values.choice("issuing.derivation", raw.derivation(), DERIVATIONS));
    }

    private static CardProfile.PinRule pin(Values values, PinRule raw) {
        return new CardProfile.PinRule(
                values.checked("pin.reference", raw.reference(), "4 to 12 digits in quotes", Pin::of),
                values.number("pin.tries", raw.tries(), 1, 15, 3),
                raw.pattern() == null
                        ? Optional.empty()
                        : Optional.of(values.checked(
                                "pin.pattern", raw.pattern(), PATTERN_EXPECTED, CardProfileFile::pattern)));
    }

    private static Pin pattern(String points) {
        boolean once = points.chars().distinct().count() == points.length();
        if (!once || !points.matches("[1-9]{4,9}")) {
            throw new IllegalArgumentException("no pattern");
        }
        return Pin.of(points);
    }

    private static CardProfile.Chip chip(Values values, Chip raw) {
        boolean scp03 =
                raw.secureChannel() != null && values.choice("chip.secureChannel", raw.secureChannel(), CHANNELS);
        // Read under SCP03 as well: a profile may have it from the one that it extends.
        SecureChannelProtocol scp02 = raw.scp02Option() == null
                ? SecureChannelProtocol.SCP02_I_15
                : values.choice("chip.scp02Option", raw.scp02Option(), OPTIONS);
        return new CardProfile.Chip(
                values.number("chip.keyVersion", raw.keyVersion(), 1, 127, 1),
                raw.minimumLevel() == null
                        ? 1
                        : values.choice("chip.minimumLevel", raw.minimumLevel(), scp03 ? SCP03_LEVELS : SCP02_LEVELS),
                scp03 ? SecureChannelProtocol.SCP03_I_70 : scp02);
    }

    private static TestKeys keys(Values values, Keys raw, SecureChannelProtocol channel) {
        return new TestKeys(
                kmc(values, raw.kmc(), channel),
                values.hex("keys.ac", raw.ac(), 16, 16),
                values.hex("keys.smi", raw.smi(), 16, 16),
                values.hex("keys.smc", raw.smc(), 16, 16),
                values.hex("keys.issuerToMotaps", raw.issuerToMotaps(), 16, 16),
                values.hex("keys.motapsToTsp", raw.motapsToTsp(), 16, 16),
                values.hex("keys.terminalMac", raw.terminalMac(), 16, 16),
                raw.sensor() == null ? Optional.empty() : Optional.of(values.hex("keys.sensor", raw.sensor(), 16, 16)),
                raw.iccBits() == null ? 1024 : values.choice("keys.iccBits", raw.iccBits(), ICC_BITS),
                values.number("keys.caIndex", raw.caIndex(), 0, 255, 1),
                PemFile.read(values, "keys.ca", raw.ca(), 1984),
                PemFile.read(values, "keys.issuer", raw.issuer(), 1984));
    }

    /** An AES key makes card keys of its own length (GlobalPlatform Amendment D, 4.1.3). */
    private static Bytes kmc(Values values, @Nullable String text, SecureChannelProtocol channel) {
        Bytes kmc = values.hex("keys.kmc", text, 16, channel.scp03() ? 32 : 16);
        if (kmc.length() % 8 != 0) {
            throw values.wrong("keys.kmc", "an AES key of 16, 24 or 32 bytes in hexadecimal digits");
        }
        return kmc;
    }
}
