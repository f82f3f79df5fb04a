package dev.tapbench.drivers.pkcs11;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Libraries that a target may name without a path, and where systems keep them. */
enum KnownModule {
    SOFTHSM(
            "SoftHSM",
            "apt-get install softhsm2",
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib64/softhsm/libsofthsm2.so",
            "/usr/local/lib/softhsm/libsofthsm2.so",
            "/opt/homebrew/lib/softhsm/libsofthsm2.so"),
    YUBIHSM(
            "YubiHSM 2",
            "install the maker's yubihsm-pkcs11",
            "/usr/lib/x86_64-linux-gnu/pkcs11/yubihsm_pkcs11.so",
            "/usr/lib64/pkcs11/yubihsm_pkcs11.so",
            "/usr/local/lib/pkcs11/yubihsm_pkcs11.dylib"),
    OPENSC(
            "OpenSC",
            "apt-get install opensc-pkcs11",
            "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
            "/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so",
            "/usr/lib64/opensc-pkcs11.so",
            "/usr/local/lib/opensc-pkcs11.so",
            "/Library/OpenSC/lib/opensc-pkcs11.so");

    private final String people;
    private final String remedy;
    /** Made by List.of, and so immutable. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Path> places;

    KnownModule(String people, String remedy, String... places) {
        this.people = people;
        this.remedy = remedy;
        this.places = List.of(places).stream().map(Path::of).toList();
    }

    /** The name in a target. */
    String target() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name for people. */
    String people() {
        return people;
    }

    /** That it is missing, and how to get it. */
    String missing() {
        return people + " is not installed: " + remedy;
    }

    Optional<Path> library() {
        return places.stream().filter(Files::isRegularFile).findFirst();
    }

    static Optional<KnownModule> of(String target) {
        return List.of(values()).stream()
                .filter(module -> module.target().equals(target))
                .findFirst();
    }
}
