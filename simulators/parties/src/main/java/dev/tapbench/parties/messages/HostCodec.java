package dev.tapbench.parties.messages;

import com.solab.iso8583.IsoMessage;
import com.solab.iso8583.IsoType;
import com.solab.iso8583.MessageFactory;
import com.solab.iso8583.parse.FieldParseInfo;
import dev.tapbench.ports.Bytes;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Host messages as bytes: ASCII numerics, binary bitmaps, DE55 and DE64 or DE128 as raw bytes.
 *
 * <p>j8583 would write binary elements as hexadecimal digits beside ASCII numerics. They are therefore text in ISO 8859-1,
 * where each character is one byte.
 */
final class HostCodec {
    private static final String LATIN_1 = StandardCharsets.ISO_8859_1.name();
    private static final int MAC = 64;
    private static final int MAC_SECONDARY = 128;
    /** The MAC is the last element and 8 bytes long. */
    static final int MAC_LENGTH = 8;

    private HostCodec() {}

    /** A message and the MAC that came with it. */
    record Decoded(HostMessage message, Bytes mac) {}

    /** The bytes without the 2-byte length. */
    static Bytes encode(HostMessage message, Bytes mac) {
        IsoMessage iso = new IsoMessage() {};
        iso.setType(Integer.parseInt(message.mti(), 16));
        iso.setBinaryBitmap(true);
        iso.setCharacterEncoding(LATIN_1);
        message.fields().forEach((number, value) -> {
            HostField field = HostField.of(number).orElseThrow();
            iso.setValue(number, value, field.type(), field.type().needsLength() ? field.length() : 0);
        });
        if (!message.chipData().isEmpty()) {
            iso.setValue(HostField.CHIP_DATA.number(), latin1(message.chipData()), IsoType.LLLVAR, 0);
        }
        iso.setValue(macElement(message), latin1(mac), IsoType.ALPHA, MAC_LENGTH);
        return Bytes.of(iso.writeData());
    }

    /**
     * Reads a whole message.
     *
     * @throws HostFormatException when the bytes are no message of ours, or not exactly one
     */
    static Decoded decode(Bytes bytes) {
        IsoMessage iso = parse(bytes);
        SortedMap<Integer, String> fields = new TreeMap<>();
        Bytes chipData = Bytes.empty();
        for (HostField field : HostField.values()) {
            if (iso.hasField(field.number())) {
                String value = iso.getField(field.number()).toString();
                if (field == HostField.CHIP_DATA) {
                    chipData = latin1(value);
                } else {
                    fields.put(field.number(), value);
                }
            }
        }
        HostMessage message;
        try {
            message = new HostMessage(String.format("%04x", iso.getType()), fields, chipData);
        } catch (IllegalArgumentException e) {
            throw new HostFormatException("not a message of our host interface: " + e.getMessage(), e);
        }
        int macElement = macElement(message);
        if (!iso.hasField(macElement)) {
            throw new HostFormatException("a " + message.mti() + " needs its MAC in DE" + macElement);
        }
        Bytes mac = latin1(iso.getField(macElement).toString());
        if (!encode(message, mac).equals(bytes)) {
            throw new HostFormatException(
                    "a " + message.mti() + " has " + bytes.length() + " bytes that do not read back the same");
        }
        return new Decoded(message, mac);
    }

    private static IsoMessage parse(Bytes bytes) {
        if (bytes.length() < 12) {
            throw new HostFormatException("expected a message type and a bitmap, came " + bytes.length() + " bytes");
        }
        String mti = latin1(bytes.slice(0, 4));
        if (!HostMessage.knows(mti)) {
            // Checked here because j8583 would log the whole message, PAN included.
            throw new HostFormatException("expected a message type of ours, came bytes "
                    + bytes.slice(0, 4).toHex() + " where it stands");
        }
        try {
            return factory(Integer.parseInt(mti, 16)).parseMessage(bytes.toArray(), 0);
        } catch (ParseException
                | UnsupportedEncodingException
                | IndexOutOfBoundsException
                | IllegalArgumentException e) {
            throw new HostFormatException("a " + mti + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static MessageFactory<IsoMessage> factory(int type) {
        Map<Integer, FieldParseInfo> guide = new HashMap<>();
        for (HostField field : HostField.values()) {
            guide.put(field.number(), FieldParseInfo.getInstance(field.type(), field.length(), LATIN_1, false));
        }
        guide.put(MAC, FieldParseInfo.getInstance(IsoType.ALPHA, MAC_LENGTH, LATIN_1, false));
        guide.put(MAC_SECONDARY, FieldParseInfo.getInstance(IsoType.ALPHA, MAC_LENGTH, LATIN_1, false));
        MessageFactory<IsoMessage> factory = new MessageFactory<>();
        factory.setUseBinaryBitmap(true);
        factory.setParseMap(type, guide);
        factory.setCharacterEncoding(LATIN_1);
        return factory;
    }

    static int macElement(HostMessage message) {
        return message.fields().keySet().stream().anyMatch(number -> number > MAC) ? MAC_SECONDARY : MAC;
    }

    private static String latin1(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
    }

    private static Bytes latin1(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
