package dev.tapbench.drivers.pkcs11;

import dev.tapbench.ports.hsm.HsmException;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.PasswordCallback;
import org.jspecify.annotations.Nullable;

/**
 * A token that this process is logged in to, for the rest of its life: a PKCS #11 library is initialised once a process, and
 * a log-out would log out every module on the token. Whoever works with it holds its lock: SoftHSM races under many sessions
 * (SoftHSMv2 issues 464 and 688).
 */
final class Pkcs11Token {
    private static final Map<String, Pkcs11Token> OPEN = new HashMap<>();
    /** PINs that a token has refused: a second try would bring it nearer to being locked. */
    private static final Map<String, HsmException> REFUSED = new HashMap<>();
    /** Tokens that went away and the modules that were on them, kept for good: see {@link #keepForGood}. */
    private static final List<Object> GONE = new ArrayList<>();

    private static final Pattern CODE = Pattern.compile("CKR_[A-Za-z0-9_]+");

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
    private final NativeSession session;
    private final List<Long> mechanisms;
    private @Nullable String lost;

    private Pkcs11Token(Provider provider, NativeSession session, List<Long> mechanisms) {
        this.provider = provider;
        this.session = session;
        this.mechanisms = mechanisms;
    }

    /**
     * Logs in, or gives the token that is open.
     *
     * @param pin asked for only when there is nobody logged in yet
     * @throws HsmException when the token does not open
     */
    static Pkcs11Token open(Path library, Cryptoki cryptoki, Cryptoki.Token token, Supplier<String> pin) {
        synchronized (OPEN) {
            String key = library.toAbsolutePath() + " " + token.slot();
            Pkcs11Token known = OPEN.get(key);
            if (known != null && !known.isLost()) {
                return known;
            }
            if (known != null) {
                GONE.add(known);
            }
            Pkcs11Token opened = opened(library, cryptoki, token, key, pin.get());
            OPEN.put(key, opened);
            return opened;
        }
    }

    private static Pkcs11Token opened(Path library, Cryptoki cryptoki, Cryptoki.Token token, String key, String pin) {
        String attempt = key + " " + pin;
        HsmException before = REFUSED.get(attempt);
        if (before != null) {
            throw new HsmException(before.getMessage() + " (this PIN was refused before and not tried again)", before);
        }
        String where = "the token '" + token.label() + "' in slot " + token.slot() + " of " + library;
        String configuration = CONFIGURATION.formatted(
                "tapbench" + (OPEN.size() + GONE.size() + 1), library.toAbsolutePath(), "slot = " + token.slot());
        try {
            Provider provider = logIn(configuration, pin);
            return new Pkcs11Token(
                    provider, NativeSession.open(cryptoki, token.slot()), cryptoki.mechanisms(token.slot()));
        } catch (GeneralSecurityException | RuntimeException e) {
            HsmException failure = failure(where + " cannot be opened", e);
            if (code(e).filter(c -> c.startsWith("CKR_PIN_")).isPresent()) {
                REFUSED.put(attempt, failure);
            }
            throw failure;
        }
    }

    private static Provider logIn(String configuration, String pin) throws GeneralSecurityException {
        Provider template = Security.getProvider("SunPKCS11");
        if (template == null) {
            throw new HsmException("this Java has no provider SunPKCS11: use one with the module jdk.crypto.cryptoki");
        }
        Provider provider = template.configure(configuration);
        if (provider instanceof AuthProvider token) {
            token.login(null, callbacks -> answer(callbacks, pin));
        }
        return provider;
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

    NativeSession session() {
        return session;
    }

    /** Whether the token has the mechanisms. */
    boolean meets(Need need) {
        return need.met(mechanisms);
    }

    synchronized boolean isLost() {
        return lost != null;
    }

    /** What has happened to the token; empty while it is there. */
    synchronized Optional<String> loss() {
        return Optional.ofNullable(lost);
    }

    /** The failure of an operation; where it says that the session has gone, the token is lost from now on. */
    synchronized HsmException failed(String what, Exception e) {
        String code = code(e).orElse("");
        if (Ckr.of(code).filter(Ckr::lost).isPresent()) {
            lost = code;
        }
        return failure(what, e);
    }

    /**
     * Keeps a module whose token went away, with its keys, from being collected. The platform would then destroy the objects by
     * their old handles, and the library, started again, gives the same numbers to new keys: seen with SoftHSM 2.6.1, after
     * {@code C_Finalize}, as CKR_OBJECT_HANDLE_INVALID of keys that had just been made.
     */
    static void keepForGood(Pkcs11Hsm<?> module) {
        synchronized (OPEN) {
            GONE.add(module);
        }
    }

    /** An error that carries the token's own code, where it gave one, and what to do about it. */
    static HsmException failure(String what, Exception e) {
        if (e instanceof HsmException failure) {
            return failure;
        }
        String code = code(e).orElse("");
        String remedy = Ckr.of(code).map(row -> "; " + row.remedy()).orElse("");
        return new HsmException(what + ": " + (code.isEmpty() ? rootOf(e) : code) + remedy, e);
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
