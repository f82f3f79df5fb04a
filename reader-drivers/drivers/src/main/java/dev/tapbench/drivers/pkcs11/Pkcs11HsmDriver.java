package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmDriver;
import dev.tapbench.ports.hsm.HsmException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code pkcs11:softhsm} is SoftHSM 2, {@code pkcs11:/path/to/library.so} any other token. Test keys only.
 *
 * <p>Options: {@code slot-label=LABEL} (SoftHSM only, default {@code tapbench}), {@code slot=ID} in decimal or
 * {@code slot-index=N} from 0 (default 0 for other libraries). The user PIN is in the environment variable
 * {@code TAPBENCH_HSM_PIN}, default {@value #TEST_PIN}.
 *
 * <p>SoftHSM reads the environment variable {@code SOFTHSM2_CONF} when it is loaded, so it must be set before Java starts. If
 * it names a file that does not exist yet, the driver writes it, with a token directory beside it that only its owner can
 * read, and makes a token.
 */
public final class Pkcs11HsmDriver implements HsmDriver {
    static final String TEST_PIN = "1234";
    static final String DEFAULT_LABEL = "tapbench";
    private static final String SOFTHSM = "softhsm";

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
        Optional<Path> library = SoftHsm.library();
        if (library.isEmpty()) {
            return Probe.missing("SoftHSM is not installed: apt-get install softhsm2");
        }
        try {
            SoftHsm softHsm = SoftHsm.ofEnvironment();
            String token = softHsm.isPrepared()
                    ? "SoftHSM token '" + DEFAULT_LABEL + "' in slot " + softHsm.slot(DEFAULT_LABEL)
                    : "SoftHSM; the token '" + DEFAULT_LABEL + "' is made when it is opened first";
            return Probe.found(new Probe.Device("pkcs11:softhsm", token, List.of()));
        } catch (HsmException e) {
            return Probe.missing(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void check(Target target) {
        target.requireOnly(Set.of("slot-label", "slot", "slot-index"));
        if (target.options().size() > 1) {
            throw new IllegalArgumentException(
                    "'" + target + "' has more than one of slot-label, slot and slot-index: expected one");
        }
        target.option("slot").ifPresent(text -> number(target, text));
        target.option("slot-index").ifPresent(text -> number(target, text));
        if (!target.name().equals(SOFTHSM)
                && !target.name().contains("/")
                && !target.name().contains("\\")) {
            throw new IllegalArgumentException(
                    "'" + target + "' names no library: expected pkcs11:softhsm or pkcs11:/path/to/library.so");
        }
    }

    @Override
    public Hsm open(Target target) {
        check(target);
        Path library = library(target);
        Pkcs11Token token = Pkcs11Token.open(library, slot(target, library), pin());
        return new Pkcs11Hsm(target.toString(), token);
    }

    private static Path library(Target target) {
        if (target.name().equals(SOFTHSM)) {
            return SoftHsm.library()
                    .orElseThrow(() -> new HsmException("SoftHSM is not installed: apt-get install softhsm2"));
        }
        Path library = Path.of(target.name());
        if (!Files.isRegularFile(library)) {
            throw new HsmException("'" + target + "': there is no PKCS #11 library " + library
                    + "; expected pkcs11:softhsm or the path of a library");
        }
        return library;
    }

    /** The slot in the words of SunPKCS11's configuration. */
    private static String slot(Target target, Path library) {
        boolean softHsm = String.valueOf(library.getFileName()).contains(SOFTHSM);
        if (softHsm) {
            SoftHsm.ofEnvironment().prepare(DEFAULT_LABEL, pin());
        }
        Optional<String> id = target.option("slot");
        Optional<String> index = target.option("slot-index");
        Optional<String> label = target.option("slot-label");
        if (id.isPresent()) {
            return "slot = " + number(target, id.get());
        }
        if (index.isPresent()) {
            return "slotListIndex = " + number(target, index.get());
        }
        if (softHsm) {
            return "slot = " + SoftHsm.ofEnvironment().slot(label.orElse(DEFAULT_LABEL));
        }
        if (label.isPresent()) {
            throw new IllegalArgumentException("'" + target + "': the platform's PKCS #11 finds a slot by its number;"
                    + " slot-label works with SoftHSM only, expected slot=ID or slot-index=N");
        }
        return "slotListIndex = 0";
    }

    private static long number(Target target, String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + target + "' has '" + text + "': expected a number", e);
        }
    }

    private static String pin() {
        String pin = System.getenv("TAPBENCH_HSM_PIN");
        return pin == null || pin.isEmpty() ? TEST_PIN : pin;
    }
}
