package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.hsm.HsmException;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.PasswordCallback;

/**
 * A token that this process is logged in to, for the rest of its life: a PKCS #11 library is initialised once a process, and
 * a log-out would log out every module on the token. Whoever works with it holds its lock: SoftHSM races under many sessions
 * (SoftHSMv2 issues 464 and 688).
 */
final class Pkcs11Token {
    private static final Map<String, Pkcs11Token> OPEN = new HashMap<>();
    private static final Pattern CODE = Pattern.compile("CKR_[A-Z0-9_]+");
    private static final Map<String, String> REMEDIES = Map.of(
            "CKR_PIN_INCORRECT", "set TAPBENCH_HSM_PIN to the token's user PIN",
            "CKR_PIN_LOCKED", "the token is locked after too many wrong PINs: initialise it again",
            "CKR_USER_PIN_NOT_INITIALIZED",
                    "give the token a user PIN: softhsm2-util --init-token, or the maker's tool",
            "CKR_TOKEN_NOT_PRESENT", "put the token in, or choose another slot",
            "CKR_TOKEN_NOT_RECOGNIZED", "the slot holds no initialised token: choose another slot or initialise it",
            "CKR_SLOT_ID_INVALID", "choose a slot that exists",
            "CKR_DEVICE_REMOVED", "put the token in and start again",
            "CKR_MECHANISM_INVALID", "the token lacks the mechanism: use another token or embedded:",
            "CKR_GENERAL_ERROR",
                    "read the library's log; with SoftHSM, the token directory must be there and writable");

    /** Keys live as long as the session, can be used and never be read. */
    private static final String CONFIGURATION = """
            --name = %s
            library = %s
            %s
            attributes(*, CKO_SECRET_KEY, *) = {
              CKA_TOKEN = false
              CKA_PRIVATE = true
              CKA_SENSITIVE = true
              CKA_EXTRACTABLE = false
              CKA_ENCRYPT = true
              CKA_DECRYPT = true
            }
            attributes(*, CKO_PRIVATE_KEY, CKK_RSA) = {
              CKA_TOKEN = false
              CKA_PRIVATE = true
              CKA_SENSITIVE = true
              CKA_EXTRACTABLE = false
              CKA_DECRYPT = true
            }
            """;

    private final Provider provider;

    private Pkcs11Token(Provider provider) {
        this.provider = provider;
    }

    /** @param slot the slot in the words of SunPKCS11's configuration */
    static Pkcs11Token open(Path library, String slot, String pin) {
        synchronized (OPEN) {
            String key = library.toAbsolutePath() + " " + slot;
            Pkcs11Token known = OPEN.get(key);
            if (known != null) {
                return known;
            }
            String name = "tapbench" + (OPEN.size() + 1);
            Pkcs11Token token = new Pkcs11Token(
                    logIn(CONFIGURATION.formatted(name, library.toAbsolutePath(), slot), pin, library + ", " + slot));
            OPEN.put(key, token);
            return token;
        }
    }

    private static Provider logIn(String configuration, String pin, String where) {
        Provider template = Security.getProvider("SunPKCS11");
        if (template == null) {
            throw new HsmException("this Java has no provider SunPKCS11: use one with the module jdk.crypto.cryptoki");
        }
        try {
            Provider provider = template.configure(configuration);
            if (provider instanceof AuthProvider token) {
                token.login(null, callbacks -> answer(callbacks, pin));
            }
            return provider;
        } catch (GeneralSecurityException | RuntimeException e) {
            throw failure("the token (" + where + ") cannot be opened", e);
        }
    }

    private static void answer(Callback[] callbacks, String pin) {
        for (Callback callback : callbacks) {
            if (callback instanceof PasswordCallback password) {
                password.setPassword(pin.toCharArray());
            }
        }
    }

    Provider provider() {
        return provider;
    }

    /** An error that carries the token's own code, where it gave one, and what to do about it. */
    static HsmException failure(String what, Exception e) {
        String code = code(e).orElse("");
        String remedy = REMEDIES.getOrDefault(code, "");
        return new HsmException(
                what + ": " + (code.isEmpty() ? rootOf(e) : code) + (remedy.isEmpty() ? "" : "; " + remedy), e);
    }

    private static Optional<String> code(Throwable e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            Matcher matcher = CODE.matcher(String.valueOf(at.getMessage()));
            if (matcher.find()) {
                return Optional.of(matcher.group());
            }
        }
        return Optional.empty();
    }

    private static Throwable rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
