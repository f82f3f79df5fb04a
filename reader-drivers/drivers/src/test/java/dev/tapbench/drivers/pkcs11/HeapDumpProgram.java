package dev.tapbench.drivers.pkcs11;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.tapbench.drivers.embedded.EmbeddedHsmDriver;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.Derivation;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyInfo;
import dev.tapbench.ports.hsm.KeyKind;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * Works with masters and writes its heap to a file, garbage included. Arguments: target, file. From its input it reads the
 * masters that it has to import, in hexadecimal, triple DES first; an empty input means that the token has them.
 */
final class HeapDumpProgram {
    static final String TDES_MASTER = "heap/tdes-master";
    static final String AES_MASTER = "heap/aes-master";
    static final String ECB_DATA = "3456F0000000000034560F0000000000";
    static final String CBC_DATA = "01820007000000000000000000000000";
    static final String AES_DATA = "00000000000000901234543210123201";
    static final String MAC_DATA = "0000000100000000000010000840";

    private HeapDumpProgram() {}

    public static void main(String[] arguments) throws Exception {
        Target target = Target.parse(arguments[0]);
        try (Hsm hsm = target.scheme().equals("embedded")
                        ? new EmbeddedHsmDriver().open(target)
                        : new Pkcs11HsmDriver().open(target);
                BufferedReader input =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            String line = input.readLine();
            if (line != null) {
                hsm.importKey(KeyLabel.of(TDES_MASTER), KeyKind.TDES, Bytes.hex(line));
                hsm.importKey(KeyLabel.of(AES_MASTER), KeyKind.AES_128, Bytes.hex(input.readLine()));
            }
            say("capabilities", hsm.capabilities().toString());
            KeyLabel key = KeyLabel.of("heap/session");
            derive(hsm, key, TDES_MASTER, Derivation.ecb(Bytes.hex(ECB_DATA), "ECB"));
            say(
                    "mac",
                    hsm.mac(key, MacAlgorithm.RETAIL, Bytes.zeros(8), Bytes.hex(MAC_DATA))
                            .toHex());
            derive(hsm, key.child("cbc"), TDES_MASTER, Derivation.cbc(Bytes.hex(CBC_DATA), "CBC"));
            derive(hsm, key.child("aes"), AES_MASTER, Derivation.aesEcb(KeyKind.AES_128, Bytes.hex(AES_DATA), "AES"));
            derive(hsm, key.child("kdf"), AES_MASTER, kdf());
            say(
                    "cmac",
                    hsm.mac(key.child("kdf"), MacAlgorithm.AES_CMAC, Bytes.empty(), Bytes.hex(MAC_DATA))
                            .toHex());
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(arguments[1], false);
        }
    }

    static Derivation kdf() {
        return Derivation.cmacCounter(
                KeyKind.AES_128, Bytes.hex("00112233"), Bytes.hex("445566778899AABBCCDDEEFF0011"), "KDF");
    }

    private static void derive(Hsm hsm, KeyLabel label, String master, Derivation derivation) {
        KeyInfo info = hsm.derive(label, KeyLabel.of(master), derivation);
        say(derivation.purpose(), info.checkValue() + " " + info.lived());
    }

    private static void say(String word, String text) {
        System.out.println(word + ": " + text);
    }
}
