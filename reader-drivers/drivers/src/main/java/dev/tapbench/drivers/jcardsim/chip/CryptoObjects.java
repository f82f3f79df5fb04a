package dev.tapbench.drivers.jcardsim.chip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import javacard.security.CryptoException;
import javacard.security.Key;
import javacard.security.KeyBuilder;
import javacard.security.MessageDigest;
import javacard.security.Signature;
import javacardx.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * What the API's cryptographic objects forget: transient keys become uninitialized when their memory is cleared, and an engine
 * that was in the middle of its work is at a reset as it was after init (Java Card 3.0.5 API, Cipher and Signature). jCardSim
 * forgets neither.
 */
final class CryptoObjects {
    /** How an engine was initialized last: not at all without a key. */
    static final class Engine {
        private @Nullable Key key;
        private byte mode;
        private byte @Nullable [] initialVector;
        private boolean inTheMiddle;
        private boolean keyForgotten;

        private void initialized(Key with, byte as, byte @Nullable [] vector) {
            key = with;
            mode = as;
            initialVector = vector;
            inTheMiddle = false;
            keyForgotten = false;
        }

        void inTheMiddle(boolean now) {
            inTheMiddle = now;
        }

        /** The key that the engine works with, null when it was never initialized. */
        @Nullable
        Key key() {
            return key;
        }

        /** @throws CryptoException when the engine's key was forgotten since its init */
        void requireKey() {
            if (keyForgotten) {
                boolean empty = key != null && !key.isInitialized();
                CryptoException.throwIt(empty ? CryptoException.UNINITIALIZED_KEY : CryptoException.INVALID_INIT);
            }
        }
    }

    private final List<Key> untilReset = new ArrayList<>();
    private final List<Key> untilDeselect = new ArrayList<>();
    private final IdentityHashMap<Object, Engine> engines = new IdentityHashMap<>();

    void built(Key key) {
        switch (key.getType()) {
            case KeyBuilder.TYPE_DES_TRANSIENT_RESET, KeyBuilder.TYPE_AES_TRANSIENT_RESET -> untilReset.add(key);
            case KeyBuilder.TYPE_DES_TRANSIENT_DESELECT, KeyBuilder.TYPE_AES_TRANSIENT_DESELECT ->
                untilDeselect.add(key);
            default -> {
                // Kept without power.
            }
        }
    }

    boolean isTransient(Key key) {
        return untilReset.contains(key) || untilDeselect.contains(key);
    }

    /** An engine's state: one object for its whole life, as each command initializes its engines anew. */
    Engine engine(Object engine) {
        Engine known = engines.get(engine);
        if (known == null) {
            known = new Engine();
            engines.put(engine, known);
        }
        return known;
    }

    void initialized(Object engine, Key key, byte mode) {
        engine(engine).initialized(key, mode, null);
    }

    void initialized(Object engine, Key key, byte mode, byte[] vector, short offset, short length) {
        engine(engine).initialized(key, mode, Arrays.copyOfRange(vector, offset, offset + length));
    }

    void deselect() {
        forget(untilDeselect);
    }

    void powerUp() {
        forget(untilReset);
        forget(untilDeselect);
        engines.forEach(CryptoObjects::begin);
    }

    private void forget(List<Key> keys) {
        keys.forEach(Key::clearKey);
        for (Engine engine : engines.values()) {
            if (engine.key != null && keys.contains(engine.key)) {
                engine.keyForgotten = true;
            }
        }
    }

    private static void begin(Object engine, Engine state) {
        if (!state.inTheMiddle) {
            return;
        }
        state.inTheMiddle = false;
        if (engine instanceof MessageDigest digest) {
            digest.reset();
        } else if (state.key != null && state.key.isInitialized() && !state.keyForgotten) {
            begin(engine, state.key, state.mode, state.initialVector);
        }
    }

    private static void begin(Object engine, Key key, byte mode, byte @Nullable [] vector) {
        if (engine instanceof Cipher cipher) {
            if (vector == null) {
                cipher.init(key, mode);
            } else {
                cipher.init(key, mode, vector, (short) 0, (short) vector.length);
            }
        } else if (engine instanceof Signature signature) {
            if (vector == null) {
                signature.init(key, mode);
            } else {
                signature.init(key, mode, vector, (short) 0, (short) vector.length);
            }
        }
    }
}
