package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmException;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loses its token under its hands, reads what it is told, and opens it again. Arguments: target, what happens. */
final class LostTokenProgram {
    private static final KeyLabel KEY = KeyLabel.of("lost/key");
    private static final Bytes CLEAR = Bytes.hex("7962D9ECE03D1ACD4C76089DCE131543");
    private static final Bytes DATA = Bytes.hex("72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2");

    private LostTokenProgram() {}

    public static void main(String[] arguments) throws Exception {
        String target = arguments[0];
        TestToken token = TestToken.open(target);
        Hsm hsm = token.hsm();
        hsm.importKey(KEY, KeyKind.TDES, CLEAR);
        say("before", mac(hsm));
        switch (arguments[1]) {
            case "sessions closed" -> token.closeAllSessions();
            case "library ended" -> token.endLibrary();
            case "token gone" -> {
                Path home = tokens();
                Path away = home.resolveSibling("away");
                Files.move(home, away);
                token.endLibrary();
                say("first", attempt(hsm));
                say("open without a token", open(target));
                Files.move(away, home);
            }
            default -> throw new IllegalArgumentException(arguments[1]);
        }
        say("next", attempt(hsm));
        say("after that", attempt(hsm));
        say("lost", String.valueOf(hsm.lost()));
        hsm.destroy(KEY);
        try (Hsm again = TestToken.open(target).hsm()) {
            say("has", String.valueOf(again.has(KEY)));
            again.importKey(KEY, KeyKind.TDES, CLEAR);
            hsm.close();
            System.gc();
            again.importKey(KEY.child("more"), KeyKind.TDES, CLEAR);
            say("again", mac(again));
            say("lost again", String.valueOf(again.lost()));
        }
    }

    private static Path tokens() throws Exception {
        String file = Files.readString(Path.of(System.getenv("SOFTHSM2_CONF")));
        String line = file.lines()
                .filter(l -> l.startsWith("directories.tokendir"))
                .findFirst()
                .orElseThrow();
        return Path.of(line.substring(line.indexOf('=') + 1).strip());
    }

    private static String mac(Hsm hsm) {
        return hsm.mac(KEY, MacAlgorithm.RETAIL, Bytes.zeros(8), DATA).toHex();
    }

    private static String attempt(Hsm hsm) {
        try {
            return mac(hsm);
        } catch (HsmException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String open(String target) throws CryptokiException {
        try {
            TestToken.open(target);
            return "opened";
        } catch (HsmException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void say(String word, String text) {
        System.out.println(word + ": " + text);
    }
}
