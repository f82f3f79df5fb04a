package dev.tapbench.measure;

import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.Probe;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.hsm.HsmDriver;
import dev.tapbench.reports.SkipException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Mac;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The providers beneath the drivers, without the drivers. */
final class RawModules {
    /** Keys that live as long as the session, as the driver's do. */
    private static final String CONFIGURATION = """
            --name = measured
            library = %s
            slotListIndex = 0
            attributes(*, CKO_SECRET_KEY, *) = {
              CKA_TOKEN = false
              CKA_ENCRYPT = true
            }
            attributes(*, CKO_PRIVATE_KEY, CKK_RSA) = {
              CKA_TOKEN = false
              CKA_DECRYPT = true
            }
            """;

    private RawModules() {}

    /** @throws SkipException when the driver says that the target is not there */
    static void requireThere(HsmDriver driver, Target target) {
        Probe probe = driver.probe();
        if (!probe.available()) {
            throw new SkipException(target + " is not there: " + probe.remedy());
        }
    }

    /** Bouncy Castle, with its own MACs. */
    static RawModule bouncyCastle(HsmDriver driver, Target target) {
        return new RawModule(new BouncyCastleProvider()) {
            private final Mac retail = mac("ISO9797ALG3WITHISO7816-4PADDING");
            private final Mac cmac = mac("AESCMAC");

            private Mac mac(String algorithm) {
                try {
                    return Mac.getInstance(algorithm, provider());
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("Bouncy Castle has no " + algorithm, e);
                }
            }

            @Override
            byte[] retailMac(Key whole, Key leftHalfTwice, byte[] message) throws GeneralSecurityException {
                retail.init(whole);
                return retail.doFinal(message);
            }

            @Override
            byte[] cmac(Key key, byte[] message) throws GeneralSecurityException {
                cmac.init(key);
                return cmac.doFinal(message);
            }
        };
    }

    /** The platform's PKCS #11 on the token that the driver has opened: the library knows one log-in for the whole process. */
    static RawModule token(HsmDriver driver, Target target) {
        Path library = driver.nativeLibrary(target)
                .orElseThrow(() -> new SkipException("the driver does not name the library of " + target));
        try {
            Provider provider = Security.getProvider("SunPKCS11").configure(CONFIGURATION.formatted(library));
            return new RawModule(provider);
        } catch (RuntimeException e) {
            throw new DeviceException("the token of " + target + " does not open without the driver: " + e, e);
        }
    }
}
