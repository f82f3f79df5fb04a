package dev.tapbench.parties.messages;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.MessageType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A message between terminal and issuer host (ISO 8583:1987), without its MAC.
 *
 * @param mti message type indicator, four digits
 * @param fields data elements as text, by number; DE55, 64 and 128 are not among them
 * @param chipData DE55, BER-TLV; empty when there is none
 */
public record HostMessage(String mti, SortedMap<Integer, String> fields, Bytes chipData) {
    /**
     * @throws IllegalArgumentException when the MTI is none of ours, an element is unknown or has a wrong format
     */
    public HostMessage {
        type(mti);
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        fields.forEach((number, value) -> {
            HostField field = HostField.of(number)
                    .filter(known -> known != HostField.CHIP_DATA)
                    .orElseThrow(
                            () -> new IllegalArgumentException("DE" + number + " is no text element of our messages"));
            if (!field.accepts(value)) {
                throw new IllegalArgumentException(
                        "expected " + field.expected() + ", came " + value.length() + " characters in a " + mti);
            }
        });
        if (chipData.length() > HostField.CHIP_DATA.length()) {
            throw new IllegalArgumentException(
                    "DE55 holds at most " + HostField.CHIP_DATA.length() + " bytes, not " + chipData.length());
        }
    }

    /** A message of this type without any element. */
    public static HostMessage of(String mti) {
        return new HostMessage(mti, new TreeMap<>(), Bytes.empty());
    }

    /** This message with one element more, or another value for it. */
    public HostMessage with(int element, String value) {
        SortedMap<Integer, String> more = new TreeMap<>(fields);
        more.put(element, value);
        return new HostMessage(mti, more, chipData);
    }

    /** This message with other chip data (DE55). */
    public HostMessage withChipData(Bytes data) {
        return new HostMessage(mti, fields, data);
    }

    /** This message, the listed elements of {@code other} taken over where it has them: what a response echoes. */
    public HostMessage echoing(HostMessage other, int... elements) {
        HostMessage result = this;
        for (int element : elements) {
            String value = other.fields.get(element);
            if (value != null) {
                result = result.with(element, value);
            }
        }
        return result;
    }

    /** The element, if it is there. */
    public Optional<String> field(int element) {
        return Optional.ofNullable(fields.get(element));
    }

    /**
     * The element.
     *
     * @throws HostFormatException when it is missing
     */
    public String require(int element) {
        return field(element)
                .orElseThrow(() -> new HostFormatException("a " + mti + " needs DE" + element + ", and it is missing"));
    }

    /** Whether this asks for an answer: the third digit is even. */
    public boolean isRequest() {
        return (mti.charAt(2) - '0') % 2 == 0;
    }

    /** Whether this is a repeat (0121, 0221, 0421): the last digit is odd. */
    public boolean repeated() {
        return mti.charAt(3) == '1';
    }

    /** The same advice once more: 0220 becomes 0221. */
    public HostMessage asRepeat() {
        return new HostMessage(mti.substring(0, 3) + "1", fields, chipData);
    }

    /** The MTI of the answer: the third digit goes up by one and a repeat is answered like the first. */
    public String responseMti() {
        return mti.substring(0, 2) + (char) (mti.charAt(2) + 1) + "0";
    }

    /** What binds request and response: terminal and trace number. */
    public String session() {
        return field(41).orElse("?").trim() + "-" + field(11).orElse("?");
    }

    /** Message class, DE7, 11, 32 and 41: two requests with one key are one request. */
    public String duplicateKey() {
        return String.join("|", mti.substring(1, 2), require(7), require(11), require(32), require(41));
    }

    public MessageType type() {
        return type(mti);
    }

    /** Whether the message type indicator is one of ours. */
    static boolean knows(String mti) {
        return lookUp(mti).isPresent();
    }

    private static MessageType type(String mti) {
        return lookUp(mti)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "MTI " + mti
                                        + " is none of ours: expected 0100, 0101, 0110, 0220, 0221, 0230, 0420, 0421, 0430, 0800 or 0810"));
    }

    private static Optional<MessageType> lookUp(String mti) {
        return switch (mti) {
            case "0100", "0101" -> Optional.of(MessageType.AUTHORIZATION_REQUEST);
            case "0110" -> Optional.of(MessageType.AUTHORIZATION_RESPONSE);
            case "0220", "0221" -> Optional.of(MessageType.COMPLETION_ADVICE);
            case "0230" -> Optional.of(MessageType.COMPLETION_RESPONSE);
            case "0420", "0421" -> Optional.of(MessageType.REVERSAL_ADVICE);
            case "0430" -> Optional.of(MessageType.REVERSAL_RESPONSE);
            case "0800" -> Optional.of(MessageType.NETWORK_REQUEST);
            case "0810" -> Optional.of(MessageType.NETWORK_RESPONSE);
            default -> Optional.empty();
        };
    }

    /** The elements by name (MTI, DE2 ..), DE55 in hexadecimal, for the trace. */
    public Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("MTI", mti);
        fields.forEach((number, value) -> {
            if (number < HostField.CHIP_DATA.number()) {
                named.put("DE" + number, value);
            }
        });
        if (!chipData.isEmpty()) {
            named.put("DE55", chipData.toHex());
        }
        fields.forEach((number, value) -> named.putIfAbsent("DE" + number, value));
        return named;
    }
}
