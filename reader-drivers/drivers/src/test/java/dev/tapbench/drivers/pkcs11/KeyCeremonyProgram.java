package dev.tapbench.drivers.pkcs11;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Puts the two masters of {@link HeapDumpProgram} into the token for good: not to be read, not to be taken out. */
final class KeyCeremonyProgram {
    private KeyCeremonyProgram() {}

    public static void main(String[] arguments) throws Exception {
        TestToken token = TestToken.open();
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            token.keepMaster(
                    HeapDumpProgram.TDES_MASTER, TestToken.DES2, HexFormat.of().parseHex(input.readLine()));
            token.keepMaster(
                    HeapDumpProgram.AES_MASTER, TestToken.AES, HexFormat.of().parseHex(input.readLine()));
        }
        System.out.println("kept: 2");
    }
}
