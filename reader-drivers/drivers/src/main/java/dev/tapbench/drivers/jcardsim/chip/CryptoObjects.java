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
    /** How an engine was initialized last. */
    private static final class Engine {
        private final @Nullable Key key;
        private final byte mode;
        private final byte @Nullable [] initialVector;
        private boolean inTheMiddle;
        private boolean keyForgotten;

        Engine(@Nullable Key key, byte mode, byte @Nullable [] initialVector) {
            this.key = key;
            this.mode = mode;
            this.initialVector = initialVector;
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

    void initialized(Object engine, Key key, byte mode) {
        engines.put(engine, new Engine(key, mode, null));
    }

    void initialized(Object engine, Key key, byte mode, byte[] vector, short offset, short length) {
        engines.put(engine, new Engine(key, mode, Arrays.copyOfRange(vector, offset, offset + length)));
    }

    /** Digests have no init. */
    void inTheMiddle(MessageDigest digest, boolean now) {
        engines.computeIfAbsent(digest, d -> new Engine(null, (byte) 0, null)).inTheMiddle = now;
    }

    void inTheMiddle(Object engine, boolean now) {
        Engine known = engines.get(engine);
        if (known != null) {
            known.inTheMiddle = now;
        }
    }

    /** The key that an engine works with, null when it was never initialized. */
    @Nullable
    Key keyOf(Object engine) {
        Engine known = engines.get(engine);
        return known == null ? null : known.key;
    }

    /** @throws CryptoException when the engine's key was forgotten since its init */
    void requireKey(Object engine) {
        Engine known = engines.get(engine);
        if (known != null && known.keyForgotten) {
            boolean empty = known.key != null && !known.key.isInitialized();
            CryptoException.throwIt(empty ? CryptoException.UNINITIALIZED_KEY : CryptoException.INVALID_INIT);
        }
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
