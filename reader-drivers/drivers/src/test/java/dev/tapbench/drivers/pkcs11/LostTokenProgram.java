package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmException;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
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
        if (arguments[1].equals("sessions closed before opening")) {
            module(target).close();
            TestToken.closeAllSessions();
            say("open", open(target));
            return;
        }
        WeakReference<Hsm> lost = loseToken(target, arguments[1]);
        try (Hsm again = module(target)) {
            say("has", String.valueOf(again.has(KEY)));
            again.importKey(KEY, KeyKind.TDES, CLEAR);
            collectGarbage();
            say("kept", String.valueOf(lost.get() != null));
            say("again", attempt(again));
            say("lost again", String.valueOf(again.lost()));
        }
    }

    /** Comes back when an object that nobody needs has been collected. */
    private static void collectGarbage() throws InterruptedException {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        WeakReference<Object> unneeded = new WeakReference<>(new Object(), collected);
        do {
            System.gc();
        } while (collected.remove(100) == null);
        unneeded.clear();
    }

    private static WeakReference<Hsm> loseToken(String target, String event) throws Exception {
        Hsm hsm = module(target);
        hsm.importKey(KEY, KeyKind.TDES, CLEAR);
        say("before", attempt(hsm));
        switch (event) {
            case "sessions closed" -> TestToken.closeAllSessions();
            case "library ended" -> TestToken.endLibrary();
            case "token gone" -> {
                Path home = tokens();
                Path away = home.resolveSibling("away");
                Files.move(home, away);
                TestToken.endLibrary();
                say("first", attempt(hsm));
                say("open without a token", open(target));
                Files.move(away, home);
            }
            default -> throw new IllegalArgumentException(event);
        }
        say("next", attempt(hsm));
        say("after that", attempt(hsm));
        say("lost", String.valueOf(hsm.lost()));
        hsm.destroy(KEY);
        hsm.close();
        return new WeakReference<>(hsm);
    }

    private static Path tokens() throws Exception {
        String file = Files.readString(Path.of(System.getenv("SOFTHSM2_CONF")));
        String line = file.lines()
                .filter(l -> l.startsWith("directories.tokendir"))
                .findFirst()
                .orElseThrow();
        return Path.of(line.substring(line.indexOf('=') + 1).strip());
    }

    private static String attempt(Hsm hsm) {
        try {
            return hsm.mac(KEY, MacAlgorithm.RETAIL, Bytes.zeros(8), DATA).toHex();
        } catch (HsmException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Hsm module(String target) {
        return new Pkcs11HsmDriver().open(Target.parse(target));
    }

    private static String open(String target) {
        try {
            module(target).close();
            return "opened";
        } catch (HsmException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void say(String word, String text) {
        System.out.println(word + ": " + text);
    }
}
