package dev.tapbench.inspection;

import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A card of a scheme: no directory, known by a part of its name, PDOL, answers of format 1, a log, tags of its own. */
final class ForeignCard {
    private static final Bytes NOT_FOUND = Bytes.hex("6A82");
    /** By how a command begins. */
    private static final Map<String, String> ANSWERS = answers();

    private ForeignCard() {}

    static Bytes answer(Bytes command) {
        return ANSWERS.entrySet().stream()
                .filter(entry -> command.toHex().startsWith(entry.getKey()))
                .findFirst()
                .map(entry -> Bytes.hex(entry.getValue()))
                .orElse(NOT_FOUND);
    }

    private static Map<String, String> answers() {
        Map<String, String> answers = new LinkedHashMap<>();
        String fci = Tlv.encode(
                        0x6F,
                        Tlv.encode(0x84, Bytes.hex("A0000000041010"))
                                .then(Tlv.encode(
                                        0xA5,
                                        Bytes.hex("500A4D617374657263617264" + "870101" + "9F38069F1A029F3501"
                                                + "BF0C0A9F4D020B02DF0102AABB"))))
                .toHex();
        answers.put("00A40402", "6A82");
        answers.put("00A40400" + "05" + "A000000004", fci + "9000");
        answers.put("00A40400" + "07" + "A0000000041010", fci + "9000");
        answers.put("80A80000" + "05" + "8303027622", "8006" + "5800" + "08010100" + "9000");
        answers.put(
                "00B2010C",
                Tlv.encode(
                                        0x70,
                                        Bytes.hex("5A084111111111111111" + "5F2403291231" + "8C039F3704"
                                                + "8D058A029F3704" + "5F200B" + hex("DOE/JOHN.MR") + "DF0203010203"))
                                .toHex()
                        + "9000");
        answers.put("00B2015C", "260615" + "000000001000" + "9000");
        answers.put("00B2025C", "6A83");
        answers.put("80CA9F36", "9F3602002A" + "9000");
        answers.put("80CA9F4F", "9F4F05" + "9A03" + "9F0206" + "9000");
        answers.put("80CA", "6D00");
        answers.put("80AE0000", "8012" + "00" + "002A" + "0102030405060708" + "06010A03A00000" + "9000");
        return answers;
    }

    static String hex(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII)).toHex();
    }
}
