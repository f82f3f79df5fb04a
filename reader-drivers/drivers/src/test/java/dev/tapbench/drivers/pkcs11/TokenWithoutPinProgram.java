package dev.tapbench.drivers.pkcs11;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.jna.Memory;
import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.HsmException;
import java.nio.file.Path;

/** Makes a token that only its security officer can log in to, and says what the driver finds and what opening it says. */
final class TokenWithoutPinProgram {
    private static final String OFFICER = "87654321";
    private static final int LABEL_LENGTH = 32;

    private TokenWithoutPinProgram() {}

    public static void main(String[] arguments) throws CryptokiException {
        new Pkcs11HsmDriver().open(Target.parse("pkcs11:softhsm")).close();
        Path library = KnownModule.SOFTHSM.library().orElseThrow();
        Cryptoki cryptoki = Cryptoki.load(library);
        long slot = cryptoki.tokens().stream()
                .filter(token -> !token.initialized())
                .findFirst()
                .orElseThrow()
                .slot();
        cryptoki.call(
                "C_InitToken",
                Cryptoki.ulong(slot),
                memory(OFFICER),
                Cryptoki.ulong(OFFICER.length()),
                memory("nopin" + " ".repeat(LABEL_LENGTH - 5)));
        for (Probe.Device device : new Pkcs11HsmDriver().probe().devices()) {
            System.out.println(device.target().replace(":", " ") + ": " + device.notes());
        }
        try (Hsm hsm = new Pkcs11HsmDriver().open(Target.parse("pkcs11:softhsm?token=nopin"))) {
            System.out.println("open: opened " + hsm.random(8).length());
        } catch (HsmException e) {
            System.out.println("open: " + e.getMessage());
        }
    }

    private static Memory memory(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        Memory memory = new Memory(bytes.length);
        memory.write(0, bytes, 0, bytes.length);
        return memory;
    }
}
