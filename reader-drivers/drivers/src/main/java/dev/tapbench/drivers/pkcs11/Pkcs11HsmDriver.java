package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmCapability;
import dev.tapbench.ports.hsm.HsmDriver;
import dev.tapbench.ports.hsm.HsmException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code pkcs11:softhsm} is SoftHSM 2, {@code pkcs11:/path/to/library.so} any other token. Test keys only.
 *
 * <p>Options: {@code token=LABEL} (SoftHSM's default is {@value #DEFAULT_LABEL}, otherwise the only token there),
 * {@code slot=ID} in decimal, {@code slot-index=N} from 0; {@code derive=native}: derived keys come to be in the token, by the
 * library's own functions. The user PIN is in the environment variable {@value UserPin#VARIABLE}, or is asked for on the
 * terminal; a token that Tapbench has made has a PIN of its own.
 *
 * <p>SoftHSM reads the environment variable {@code SOFTHSM2_CONF} when it is loaded, so it must be set before Java starts. If
 * it names a file that does not exist yet, the driver writes it, with a token directory beside it that only its owner can
 * read, and makes a token.
 */
public final class Pkcs11HsmDriver implements HsmDriver {
    static final String DEFAULT_LABEL = "tapbench";
    private static final String DERIVE = "derive";
    private static final String NATIVE = "native";

    @Override
    public String scheme() {
        return "pkcs11";
    }

    @Override
    public String description() {
        return "security modules behind PKCS #11: SoftHSM or any token";
    }

    @Override
    public Probe probe() {
        if (KnownModule.SOFTHSM.library().isEmpty()) {
            return probe(List.of(), KnownModule.SOFTHSM.missing());
        }
        try {
            SoftHsm.ofEnvironment().prepare(DEFAULT_LABEL, UserPin.TEST_PIN);
            return probe(devices(KnownModule.SOFTHSM), "");
        } catch (HsmException e) {
            return probe(List.of(), String.valueOf(e.getMessage()));
        }
    }

    /** What the other libraries have comes after SoftHSM; one that does not start is no reason to hide the rest. */
    private static Probe probe(List<Probe.Device> softHsm, String remedy) {
        List<Probe.Device> devices = new ArrayList<>(softHsm);
        List<String> remedies = new ArrayList<>();
        for (KnownModule module : KnownModule.values()) {
            if (module == KnownModule.SOFTHSM || module.library().isEmpty()) {
                continue;
            }
            try {
                devices.addAll(devices(module));
            } catch (HsmException e) {
                remedies.add(String.valueOf(e.getMessage()));
            }
        }
        if (!devices.isEmpty()) {
            return Probe.found(devices.toArray(Probe.Device[]::new));
        }
        remedies.add(0, remedy);
        return Probe.missing(String.join("; ", remedies));
    }

    private static List<Probe.Device> devices(KnownModule module) {
        Path library = module.library().orElseThrow(() -> new HsmException(module.missing()));
        Cryptoki cryptoki = Cryptoki.load(library);
        List<Probe.Device> devices = new ArrayList<>();
        try {
            for (Cryptoki.Token token : cryptoki.tokens()) {
                if (token.initialized()) {
                    devices.addAll(devices(module, token, cryptoki.mechanisms(token.slot())));
                }
            }
        } catch (CryptokiException e) {
            throw Pkcs11Token.failure("the tokens of " + library + " cannot be listed", e);
        }
        return devices;
    }

    private static List<Probe.Device> devices(KnownModule module, Cryptoki.Token token, List<Long> mechanisms) {
        boolean usual = module == KnownModule.SOFTHSM && token.label().equals(DEFAULT_LABEL);
        Target target =
                new Target("pkcs11", module.target(), usual ? Map.of() : Map.of(SlotChoice.TOKEN, token.label()));
        String name = module.people() + " token '" + token.label() + "' in slot " + token.slot();
        if (!token.userPin()) {
            return List.of(new Probe.Device(
                    target.toString(),
                    name,
                    List.of(),
                    List.of("no user PIN, so that nobody can use it: " + Ckr.USER_PIN_NOT_INITIALIZED.remedy())));
        }
        List<Probe.Device> devices = new ArrayList<>();
        devices.add(new Probe.Device(target.toString(), name, List.of(), Need.notes(mechanisms)));
        if (Need.DERIVATION.met(mechanisms)) {
            devices.add(new Probe.Device(
                    target.with(DERIVE, NATIVE).toString(),
                    "the same token, which makes derived keys itself",
                    List.of(HsmCapability.HSM_DERIVE.label()),
                    List.of()));
        }
        return devices;
    }

    @Override
    public void check(Target target) {
        if (target.option("pin").isPresent()) {
            throw new IllegalArgumentException(
                    "a target has no PIN, since others can read it: set the environment variable " + UserPin.VARIABLE
                            + ", or start on a terminal to be asked");
        }
        target.requireOnly(Set.of(SlotChoice.TOKEN, SlotChoice.SLOT, SlotChoice.INDEX, DERIVE));
        SlotChoice.check(target);
        if (target.option(DERIVE).filter(value -> !value.equals(NATIVE)).isPresent()) {
            throw new IllegalArgumentException("'" + target + "': expected derive=native, or no derive at all");
        }
        if (KnownModule.of(target.name()).isEmpty()
                && !target.name().contains("/")
                && !target.name().contains("\\")) {
            throw new IllegalArgumentException("'" + target + "' names no library: expected "
                    + Arrays.stream(KnownModule.values())
                            .map(module -> "pkcs11:" + module.target())
                            .collect(Collectors.joining(", "))
                    + " or pkcs11:/path/to/library.so");
        }
    }

    @Override
    public Hsm open(Target target) {
        check(target);
        Path library = library(target);
        Optional<String> usual = Optional.empty();
        boolean own = false;
        if (String.valueOf(library.getFileName()).contains(KnownModule.SOFTHSM.target())) {
            SoftHsm softHsm = SoftHsm.ofEnvironment();
            softHsm.prepare(DEFAULT_LABEL, UserPin.TEST_PIN);
            own = softHsm.isOwn();
            usual = Optional.of(DEFAULT_LABEL);
        }
        Cryptoki.Token token = token(target, library, usual);
        boolean made = own && token.label().equals(DEFAULT_LABEL);
        Supplier<String> pin =
                () -> made ? UserPin.TEST_PIN : UserPin.ofThisProcess().of(token);
        Pkcs11Token opened = Pkcs11Token.open(library, Cryptoki.load(library), token, pin);
        boolean derivesInside = target.option(DERIVE).isPresent();
        if (derivesInside && !opened.meets(Need.DERIVATION)) {
            throw new HsmException("'" + target + "': the token '" + token.label()
                    + "' has no derivation by encipherment; leave out derive=native");
        }
        try {
            return Pkcs11Hsm.open(target.toString(), opened, derivesInside);
        } catch (HsmException e) {
            if (!opened.isLost()) {
                throw e;
            }
            // Its sessions went before anything was asked of it, so it is opened again, as the error advises. Seen
            // once, with
            // SoftHSM 2.6.1 after many modules: the platform closes what was collected on a thread of its own.
            return Pkcs11Hsm.open(
                    target.toString(), Pkcs11Token.open(library, Cryptoki.load(library), token, pin), derivesInside);
        }
    }

    private static Cryptoki.Token token(Target target, Path library, Optional<String> usual) {
        try {
            return SlotChoice.find(target, usual, Cryptoki.load(library).tokens());
        } catch (CryptokiException e) {
            throw Pkcs11Token.failure("the tokens of " + library + " cannot be listed", e);
        }
    }

    @Override
    public Optional<Path> nativeLibrary(Target target) {
        return Optional.of(library(target));
    }

    private static Path library(Target target) {
        Optional<KnownModule> known = KnownModule.of(target.name());
        if (known.isPresent()) {
            return known.get()
                    .library()
                    .orElseThrow(() -> new HsmException(known.get().missing()));
        }
        Path library = Path.of(target.name());
        if (!Files.isRegularFile(library)) {
            throw new HsmException("'" + target + "': there is no PKCS #11 library " + library
                    + "; expected pkcs11:softhsm or the path of a library");
        }
        return library;
    }
}
