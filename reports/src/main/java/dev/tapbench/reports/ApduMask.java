package dev.tapbench.reports;

import dev.tapbench.ports.Bytes;
import java.util.BitSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the secret half-bytes of commands and responses by structure. It parses leniently on purpose: bytes that a faulty
 * card or a cut left unparsable must not escape masking by making a strict parser throw.
 */
public final class ApduMask {
    /** Data elements that hold a PAN in its first half-bytes, up to a separator D or padding F (EMV Book 3, Annex A). */
    private static final Set<Integer> PAN_TAGS = Set.of(0x5A, 0x57, 0x9F6B);

    /** Wholly secret: tracks' discretionary data, cardholder name, tracks of magnetic-stripe mode. */
    private static final Set<Integer> SECRET_TAGS = Set.of(0x5F20, 0x9F0B, 0x9F1F, 0x9F20, 0x56, 0x99);

    private final Secrets secrets;

    ApduMask(Secrets secrets) {
        this.secrets = secrets;
    }

    /** For the commands of one link, from its first on. */
    CommandMask commands() {
        return new CommandMask(this);
    }

    /** The secret half-bytes of a response. */
    public BitSet response(Bytes response) {
        return objects(response.slice(0, Math.max(0, response.length() - 2)));
    }

    /** The secret half-bytes of data objects. */
    BitSet objects(Bytes data) {
        BitSet mask = new BitSet();
        tlv(data, 0, data.length(), mask);
        return mask;
    }

    /** Hexadecimal digits, an asterisk for each secret one. */
    static String hex(Bytes bytes, BitSet mask) {
        StringBuilder hex = new StringBuilder(bytes.toHex());
        mask.stream().filter(i -> i < hex.length()).forEach(i -> hex.setCharAt(i, '*'));
        return hex.toString();
    }

    /** Masks a BER-TLV value given in hexadecimal; what is no TLV comes back as it is. */
    String tlv(String hex) {
        Bytes bytes = Bytes.hex(hex);
        return hex(bytes, objects(bytes));
    }

    /** Masks a list of APDUs in hexadecimal, separated by spaces; of commands, those of one session in their order. */
    String hexList(String list, boolean commands) {
        CommandMask session = commands();
        return Stream.of(list.split(" ", -1))
                .map(hex -> {
                    if (!hex.matches("([0-9A-Fa-f]{2})+")) {
                        return secrets.hide(hex);
                    }
                    Bytes apdu = Bytes.hex(hex);
                    return secrets.hide(hex(apdu, commands ? session.next(apdu) : response(apdu)));
                })
                .collect(Collectors.joining(" "));
    }

    /** Hides PAN, tracks and name in what may be BER-TLV from {@code from} to {@code to}. */
    void tlv(Bytes bytes, int from, int to, BitSet mask) {
        int at = from;
        while (at + 2 <= to) {
            int first = bytes.at(at);
            int tag = first;
            int next = at + 1;
            if ((first & 0x1F) == 0x1F) {
                int second = bytes.at(next++);
                tag = tag << 8 | second;
                if (second >= 0x80 && next < to) {
                    tag = tag << 8 | bytes.at(next++);
                }
            }
            if (next >= to) {
                return;
            }
            int length = bytes.at(next++);
            if (length > 0x80 && length <= 0x82) {
                int bytesOfLength = length - 0x80;
                if (next + bytesOfLength > to) {
                    return;
                }
                length = (int) bytes.slice(next, next + bytesOfLength).toNumber();
                next += bytesOfLength;
            }
            int end = Math.min(next + length, to);
            if (PAN_TAGS.contains(tag)) {
                pan(bytes, next, end, mask);
            } else if (SECRET_TAGS.contains(tag)) {
                hide(bytes, next, end, mask, "tag " + Integer.toHexString(tag));
            } else if ((first & 0x20) != 0) {
                tlv(bytes, next, end, mask);
            }
            at = end;
        }
    }

    /** PAN digits but the first six and last four; of a track 2 everything after the separator as well. */
    private void pan(Bytes bytes, int from, int to, BitSet mask) {
        String hex = bytes.slice(from, to).toHex();
        int digits = 0;
        while (digits < hex.length() && Character.isDigit(hex.charAt(digits))) {
            digits++;
        }
        int start = 2 * from;
        if (digits < 12 || digits > 19) {
            mask.set(start, 2 * to);
            return;
        }
        secrets.forbidPan(hex.substring(0, digits));
        mask.set(start + 6, start + digits - 4);
        if (digits < hex.length() && hex.charAt(digits) == 'D') {
            mask.set(start + digits + 1, 2 * to);
        }
    }

    /** Hides all of it, here and wherever else it appears. */
    void hide(Bytes bytes, int from, int to, BitSet mask, String name) {
        if (from >= to) {
            return;
        }
        mask.set(2 * from, 2 * to);
        Bytes value = bytes.slice(from, to);
        if (value.length() >= 5 && !monotonous(value)) {
            secrets.forbid(name, value);
        }
    }

    /** Runs of zeros and the like are hidden where they stand, but not hunted for elsewhere. */
    private static boolean monotonous(Bytes value) {
        BitSet seen = new BitSet();
        for (int i = 0; i < value.length(); i++) {
            seen.set(value.at(i));
        }
        return seen.cardinality() < 4;
    }
}
