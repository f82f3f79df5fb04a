package dev.tapbench.drivers.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.macs.ISO9797Alg3Mac;
import org.bouncycastle.crypto.paddings.ISO7816d4Padding;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether keys are in the heap of a process that works with them. One process puts masters into the token, a second one derives
 * keys, computes MACs and writes its heap with all garbage, and this one, which nobody dumps, searches the file. It looks for
 * keys as bytes and as hexadecimal text, with parity as given, odd and even; not for the key schedules of DES and AES, and
 * not in the library's own memory outside the Java heap, where SoftHSM has its keys.
 */
class HeapDumpTest {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final byte[] DES_ZERO = new byte[8];

    private final byte[] tdesMaster = random();
    private final byte[] aesMaster = random();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void requireSoftHsm() {
        ChildJvm.requireSoftHsm();
    }

    /** New for each run: whatever is found is not in the class files. */
    private static byte[] random() {
        byte[] key = new byte[16];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private String masters() {
        return HEX.formatHex(tdesMaster) + "\n" + HEX.formatHex(aesMaster) + "\n";
    }

    @Test
    void withDerivationInTheTokenNoKeyIsInTheHeap() throws Exception {
        ChildJvm jvm = new ChildJvm(folder);
        assertThat(jvm.run(KeyCeremonyProgram.class, Map.of(), masters())).containsEntry("kept", "2");
        Path dump = folder.resolve("native.hprof");
        Map<String, String> said =
                jvm.run(HeapDumpProgram.class, Map.of(), "", "pkcs11:softhsm?derive=native", dump.toString());
        assertThat(said).containsEntry("capabilities", "[HSM_DERIVE]");
        assertComputed(said, "TOKEN");
        assertThat(found(dump, needles())).isEmpty();
    }

    /** The control: the same search finds the same keys where they are. */
    @Test
    void withTheEmbeddedModuleAllKeysAreInTheHeap() throws Exception {
        Path dump = folder.resolve("embedded.hprof");
        Map<String, String> said =
                new ChildJvm(folder).run(HeapDumpProgram.class, Map.of(), masters(), "embedded:", dump.toString());
        assertThat(said).containsEntry("capabilities", "[]");
        assertComputed(said, "HOST_MEMORY");
        assertThat(found(dump, needles())).contains("TDES master", "AES master", "ECB", "CBC", "AES", "KDF");
    }

    /** The keys were really derived from these masters: the platform's cryptography comes to the same. */
    private void assertComputed(Map<String, String> said, String lived) throws GeneralSecurityException {
        byte[] session = derived("ECB");
        assertThat(said.get("mac"))
                .isEqualTo(HEX.formatHex(retailMac(session, HEX.parseHex(HeapDumpProgram.MAC_DATA))));
        for (String name : Set.of("ECB", "CBC")) {
            byte[] checked = tdes("ECB", derived(name), DES_ZERO);
            assertThat(said.get(name)).isEqualTo(HEX.formatHex(Arrays.copyOf(checked, 3)) + " " + lived);
        }
        byte[] ones = new byte[16];
        Arrays.fill(ones, (byte) 1);
        for (String name : Set.of("AES", "KDF")) {
            byte[] checked = aes(derived(name), ones);
            assertThat(said.get(name)).isEqualTo(HEX.formatHex(Arrays.copyOf(checked, 3)) + " " + lived);
        }
    }

    private byte[] derived(String name) throws GeneralSecurityException {
        return Objects.requireNonNull(derived().get(name), name);
    }

    private Map<String, byte[]> derived() throws GeneralSecurityException {
        return Map.of(
                "ECB", tdes("ECB", tdesMaster, HEX.parseHex(HeapDumpProgram.ECB_DATA)),
                "CBC", tdes("CBC", tdesMaster, HEX.parseHex(HeapDumpProgram.CBC_DATA)),
                "AES", aes(aesMaster, HEX.parseHex(HeapDumpProgram.AES_DATA)),
                "KDF", cmac(aesMaster, HeapDumpProgram.kdf().data().toArray()));
    }

    private static byte[] tdes(String mode, byte[] key, byte[] data) throws GeneralSecurityException {
        byte[] three = Arrays.copyOf(key, 24);
        System.arraycopy(key, 0, three, 16, 8);
        Cipher cipher = Cipher.getInstance("DESede/" + mode + "/NoPadding");
        SecretKeySpec spec = new SecretKeySpec(three, "DESede");
        if (mode.equals("CBC")) {
            cipher.init(Cipher.ENCRYPT_MODE, spec, new IvParameterSpec(DES_ZERO));
        } else {
            cipher.init(Cipher.ENCRYPT_MODE, spec);
        }
        return cipher.doFinal(data);
    }

    private static byte[] aes(byte[] key, byte[] data) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        return cipher.doFinal(data);
    }

    private static byte[] cmac(byte[] key, byte[] data) {
        CMac mac = new CMac(AESEngine.newInstance());
        mac.init(new KeyParameter(key));
        mac.update(data, 0, data.length);
        byte[] result = new byte[16];
        mac.doFinal(result, 0);
        return result;
    }

    private static byte[] retailMac(byte[] key, byte[] data) {
        ISO9797Alg3Mac mac = new ISO9797Alg3Mac(new DESEngine(), 64, new ISO7816d4Padding());
        mac.init(new KeyParameter(key));
        mac.update(data, 0, data.length);
        byte[] result = new byte[8];
        mac.doFinal(result, 0);
        return result;
    }

    /** Each key in every form that is looked for; a triple-DES key half by half, which finds the left half twice as well. */
    private Map<String, Set<String>> needles() throws GeneralSecurityException {
        Map<String, byte[]> tdes = new LinkedHashMap<>(Map.of("TDES master", tdesMaster));
        Map<String, byte[]> aes = new LinkedHashMap<>(Map.of("AES master", aesMaster));
        derived().forEach((name, key) -> (Set.of("ECB", "CBC").contains(name) ? tdes : aes).put(name, key));
        Map<String, Set<String>> needles = new LinkedHashMap<>();
        tdes.forEach((name, key) -> {
            Set<String> forms = new TreeSet<>();
            for (int half = 0; half < 16; half += 8) {
                byte[] bytes = Arrays.copyOfRange(key, half, half + 8);
                for (int parity : new int[] {-1, 0, 1}) {
                    addForms(forms, withParity(bytes, parity));
                }
            }
            needles.put(name, forms);
        });
        aes.forEach((name, key) -> {
            Set<String> forms = new TreeSet<>();
            addForms(forms, key);
            needles.put(name, forms);
        });
        return needles;
    }

    /** @param parity 0 even, 1 odd, -1 as it is */
    private static byte[] withParity(byte[] key, int parity) {
        byte[] bytes = key.clone();
        for (int i = 0; parity >= 0 && i < bytes.length; i++) {
            int seven = bytes[i] & 0xFE;
            bytes[i] = (byte) (Integer.bitCount(seven) % 2 == parity ? seven : seven | 1);
        }
        return bytes;
    }

    /** A form is the bytes to look for, in hexadecimal: the key's own, and those of its hexadecimal text. */
    private static void addForms(Set<String> forms, byte[] key) {
        forms.add(HEX.formatHex(key));
        String text = HEX.formatHex(key);
        forms.add(HEX.formatHex(text.getBytes(StandardCharsets.US_ASCII)));
        forms.add(HEX.formatHex(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII)));
    }

    /** The names of the keys that are in the file. */
    private static Set<String> found(Path file, Map<String, Set<String>> needles) throws IOException {
        Map<Long, Map<String, byte[]>> byStart = new LinkedHashMap<>();
        needles.forEach((name, forms) -> forms.forEach(form -> {
            byte[] bytes = HEX.parseHex(form);
            byStart.computeIfAbsent(start(bytes, 0), k -> new LinkedHashMap<>()).put(name + " " + form, bytes);
        }));
        byte[] all = readAll(file);
        assertThat(all.length).as("a whole heap").isGreaterThan(1_000_000);
        Set<String> found = new TreeSet<>();
        for (int at = 0; at + 8 <= all.length; at++) {
            Map<String, byte[]> candidates = byStart.get(start(all, at));
            if (candidates != null) {
                int from = at;
                candidates.forEach((name, bytes) -> {
                    if (from + bytes.length <= all.length
                            && Arrays.equals(all, from, from + bytes.length, bytes, 0, bytes.length)) {
                        found.add(name.substring(0, name.lastIndexOf(' ')));
                    }
                });
            }
        }
        return found;
    }

    private static long start(byte[] bytes, int at) {
        long start = 0;
        for (int i = 0; i < 8; i++) {
            start = (start << 8) | (bytes[at + i] & 0xFF);
        }
        return start;
    }

    private static byte[] readAll(Path file) throws IOException {
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
            return stream.readAllBytes();
        }
    }
}
