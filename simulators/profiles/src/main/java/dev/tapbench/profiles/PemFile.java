package dev.tapbench.profiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads RSA test keys: PKCS #8 in PEM. */
final class PemFile {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private PemFile() {}

    /**
     * The key in the file that a profile names.
     *
     * @param highest most bits that EMV allows for it
     */
    static RSAPrivateCrtKey read(Values values, String key, @Nullable String name, int highest) {
        String expected = "the path of an RSA test key (PKCS #8, PEM), relative to this file";
        Path pem = values.file()
                .placeOf(key)
                .resolveSibling(values.text(key, name, expected))
                .normalize();
        RSAPrivateCrtKey read;
        try {
            String text = Files.readString(pem);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            if (begin < 0 || end < begin) {
                throw values.file().problem(key, "names " + pem + ", which holds no private key", expected, "");
            }
            byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
            read = (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IOException | IllegalArgumentException | GeneralSecurityException | ClassCastException e) {
            if (e instanceof FileProblem problem) {
                throw problem;
            }
            throw values.file().problem(key, "names " + pem + ", which cannot be read", expected, "");
        }
        int bits = read.getModulus().bitLength();
        if (bits > highest || bits % 8 != 0) {
            throw values.file()
                    .problem(
                            key,
                            "names " + pem + ", a key of " + bits + " bits",
                            "whole bytes and at most " + highest + " bits (EMV Book 2, B2.1)",
                            "");
        }
        return read;
    }
}
