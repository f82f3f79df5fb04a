package dev.tapbench.parties.messages;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.Hsm;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.hsm.MacAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts messages into bytes under the MAC of one terminal, and reads them back. The MAC (ISO 9797-1 algorithm 3, padding
 * method 2, 8 bytes) stands in DE64, or in DE128 where there is a secondary bitmap; it covers everything from the MTI to the
 * byte before itself.
 */
public final class HostSeal {
    private static final Bytes ZERO_ICV = Bytes.zeros(8);

    private final Hsm hsm;
    private final KeyLabel key;

    /** @param key the terminal's MAC key: {@code terminal/mac-TERMINALID} or the issuer's copy of it */
    public HostSeal(Hsm hsm, KeyLabel key) {
        this.hsm = hsm;
        this.key = key;
    }

    /**
     * A message as it came.
     *
     * @param macValid whether the MAC is the key's
     */
    public record Opened(HostMessage message, Bytes mac, boolean macValid) {
        /** The elements by name, MAC included, for the trace. */
        public Map<String, String> named() {
            Map<String, String> named = new LinkedHashMap<>(message.named());
            named.put("DE" + HostCodec.macElement(message), mac.toHex());
            return named;
        }
    }

    /** The message as bytes, MAC last, without the 2-byte length. */
    public Bytes seal(HostMessage message) {
        Bytes unsealed = HostCodec.encode(message, Bytes.zeros(HostCodec.MAC_LENGTH));
        Bytes range = range(unsealed);
        return range.then(mac(range));
    }

    /**
     * Reads a message and checks its MAC.
     *
     * @throws HostFormatException when the bytes are no message
     */
    public Opened open(Bytes bytes) {
        HostCodec.Decoded decoded = HostCodec.decode(bytes);
        return new Opened(decoded.message(), decoded.mac(), mac(range(bytes)).equals(decoded.mac()));
    }

    /**
     * Reads a message without looking at its MAC: to learn from DE41 whose key it is.
     *
     * @throws HostFormatException when the bytes are no message
     */
    public static HostMessage peek(Bytes bytes) {
        return HostCodec.decode(bytes).message();
    }

    private Bytes mac(Bytes range) {
        return hsm.mac(key, MacAlgorithm.RETAIL, ZERO_ICV, range);
    }

    private static Bytes range(Bytes bytes) {
        return bytes.slice(0, bytes.length() - HostCodec.MAC_LENGTH);
    }
}
