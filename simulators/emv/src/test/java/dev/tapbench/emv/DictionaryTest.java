package dev.tapbench.emv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dictionaries are whole and agree with themselves and with each other. */
class DictionaryTest {
    /** EMV 4.4 Book 3, A2: data elements by tag. */
    private static final String BOOK_3 = """
        42 4F 50 57 5A 5F20 5F24 5F25 5F28 5F2A 5F2D 5F30 5F34 5F36 5F50 5F53 5F54 5F55 5F56 5F57 61 6F 70 71 72 73 77
        7F60 80 81 82 83 84 86 87 88 89 8A 8C 8D 8E 8F 90 91 92 93 94 95 97 98 99 9A 9B 9C 9D 9F01 9F02 9F03 9F04 9F05
        9F06 9F07 9F08 9F09 9F0A 9F0B 9F0C 9F0D 9F0E 9F0F 9F10 9F11 9F12 9F13 9F14 9F15 9F16 9F17 9F18 9F19 9F1A 9F1B
        9F1C 9F1D 9F1E 9F1F 9F20 9F21 9F22 9F23 9F24 9F25 9F26 9F27 9F2D 9F2E 9F2F 9F30 9F31 9F32 9F33 9F34 9F35 9F36
        9F37 9F38 9F39 9F3A 9F3B 9F3C 9F3D 9F40 9F41 9F42 9F43 9F44 9F45 9F46 9F47 9F48 9F49 9F4A 9F4B 9F4C 9F4D 9F4E
        9F4F A1 A5 BF0C BF4A BF4B BF4C BF4D BF4E DF50 DF51 DF52 DF53 DF54
        """;

    private static List<Integer> book3() {
        return Stream.of(BOOK_3.trim().split("\\s+"))
                .map(t -> Integer.parseInt(t, 16))
                .toList();
    }

    @Test
    void everyDataObjectOfBook3IsThere() {
        assertThat(book3()).hasSize(140).doesNotHaveDuplicates();
        assertThat(TagDictionary.entries().keySet()).containsAll(book3());
    }

    @Test
    void everyEntryIsATagThatItsFormatFits() {
        assertThat(TagDictionary.entries()).hasSize(187);
        TagDictionary.entries().forEach((tag, entry) -> {
            String where = Tlv.hexTag(tag) + " " + entry.name();
            assertThat(Tlv.tagBytes(tag).toHex()).as(where).isEqualTo(Tlv.hexTag(tag));
            assertThat(entry.name()).as(where).isNotBlank();
            assertThat(entry.clause()).as(where).isNotBlank();
            assertThat(entry.format()).as(where).isIn("n", "cn", "a", "an", "ans", "b", "template");
            assertThat(entry.format().equals("template"))
                    .as(where + ": b6 of the first byte says whether it holds objects")
                    .isEqualTo(Tlv.constructed(tag));
            assertThat(entry.shortest()).as(where).isBetween(0, entry.longest());
            assertThat(entry.templates()).as(where).allMatch(TagDictionary::known);
        });
    }

    @Test
    void aTemplateOfThisFormatIsOnlyNamedWhereItCanHoldObjects() {
        List<Integer> holders = TagDictionary.entries().values().stream()
                .flatMap(e -> e.templates().stream())
                .distinct()
                .toList();
        // 80 holds values without tags (Book 3, 6.5.5), 9F31 is a primitive tag over two templates (Book 3, A1).
        assertThat(holders).allMatch(t -> Tlv.constructed(t) || t == Tags.RESPONSE_TEMPLATE_1 || t == 0x9F31);
    }

    @Test
    void aValueOfAnotherLengthIsMarked() {
        DecodedNode node = response("9F02050000000050");
        assertThat(node.known()).isFalse();
        assertThat(node.meaning()).isEqualTo("broken: 9F02 has 5 bytes, expected 6 (EMV Book 3, Annex A)");
        assertThat(response("5F2D0164").known()).as("half a language").isFalse();
        assertThat(response("9F2403000000").meaning()).contains("expected 29");
        assertThat(response("91070000000000000A").meaning()).contains("has 7 bytes, expected 8 to 16");
    }

    @Test
    void everyTableHasItsBitsInItsBytesAndOnce() {
        assertThat(BitTable.all()).hasSize(22);
        assertThat(BitTable.all().values().stream()
                        .mapToInt(t -> t.rows().size())
                        .sum())
                .isEqualTo(400);
        BitTable.all().forEach((name, table) -> {
            List<String> seen = new ArrayList<>();
            for (BitTable.Row row : table.rows()) {
                String where = name + " byte " + row.byteNumber() + " " + row;
                assertThat(row.byteNumber()).as(where).isBetween(1, table.length());
                assertThat(row.high()).as(where).isBetween(row.low(), 8);
                assertThat(row.low()).as(where).isBetween(1, row.high());
                assertThat(row.meaning()).as(where).isNotBlank();
                assertThat(row.code()).as(where).isLessThan(1 << (row.high() - row.low() + 1));
                seen.add(row.byteNumber() + " " + row.high() + " " + row.low() + " " + row.code());
            }
            assertThat(seen).as(name).doesNotHaveDuplicates();
            assertThat(overlaps(table))
                    .as(name + ": groups of bits that overlap")
                    .isEmpty();
            assertThat(table.clause()).as(name).isNotBlank();
        });
    }

    /** Two rows share bits only where they are codes of one and the same group. */
    private static List<String> overlaps(BitTable table) {
        List<String> found = new ArrayList<>();
        for (BitTable.Row a : table.rows()) {
            for (BitTable.Row b : table.rows()) {
                boolean sameGroup = a.high() == b.high() && a.low() == b.low();
                if (a.byteNumber() == b.byteNumber() && (a.mask() & b.mask()) != 0 && !sameGroup) {
                    found.add(a + " and " + b);
                }
            }
        }
        return found;
    }

    @Test
    void aTableOfATagHasItsNameAndALengthThatFits() {
        List<String> tags = BitTable.all().keySet().stream()
                .filter(name -> name.matches("[0-9A-F]+"))
                .toList();
        assertThat(tags).hasSize(19);
        for (String name : tags) {
            int tag = Integer.parseInt(name, 16);
            BitTable table = BitTable.named(name);
            assertThat(TagDictionary.name(tag)).isEqualTo(table.title());
            assertThatCode(() -> TagDictionary.requireLength(tag, Bytes.zeros(table.length())))
                    .as(name)
                    .doesNotThrowAnyException();
            assertThat(BitTable.of(tag)).contains(table);
        }
    }

    @Test
    void eachBitIsDecodedByItsNameOrMarked() {
        for (BitTable table : BitTable.all().values()) {
            for (int i = 0; i < 8 * table.length(); i++) {
                byte[] value = new byte[table.length()];
                value[i / 8] = (byte) (0x80 >>> (i % 8));
                int byteNumber = i / 8 + 1;
                int bit = 8 - i % 8;
                DecodedNode node = table.bytes(Bytes.of(value)).get(i / 8);
                boolean flag = table.rows().stream()
                        .anyMatch(
                                r -> r.byteNumber() == byteNumber && r.high() == bit && r.code() == BitTable.Row.FLAG);
                if (flag) {
                    assertThat(node.known()).as(table.title()).isTrue();
                    assertThat(node.meaning()).contains("b" + bit + " " + table.meaning(byteNumber, bit));
                }
                assertThat(node.known())
                        .as(table.title() + " byte " + byteNumber + " b" + bit)
                        .isEqualTo(!node.meaning().contains("reserved for future use, and set"));
            }
        }
    }

    @Test
    void reservedBitsAndCodesAreMarked() {
        List<DecodedNode> tsi = BitTable.named("9B").bytes(Bytes.hex("8301"));
        assertThat(tsi.get(0).known()).isFalse();
        assertThat(tsi.get(0).meaning())
                .isEqualTo("b8 offline data authentication was performed; b2 reserved for future use, and set;"
                        + " b1 reserved for future use, and set");
        assertThat(tsi.get(1).lines().get(0)).startsWith("? byte 2");
        assertThat(BitTable.named("CVR").bytes(Bytes.hex("C000000000")).get(0).known())
                .as("b8-b7 = 11")
                .isFalse();
    }

    @Test
    void codesAndNumbersAreSaidInWords() {
        assertThat(response("9F3303E0F8C8").children().get(2).meaning()).isEqualTo("b8 SDA; b7 DDA; b4 CDA");
        assertThat(response("9F350122").children().get(0).meaning())
                .isEqualTo("operated by the merchant, attended, offline with online capability");
        DecodedNode results = response("9F3403440302");
        assertThat(results.children().get(0).meaning())
                .isEqualTo("b7 apply succeeding CV rule if this CVM is unsuccessful;"
                        + " enciphered PIN verification performed by ICC");
        assertThat(results.children().get(2).meaning()).isEqualTo("successful");
        assertThat(response("9F660436000000").children().get(0).meaning())
                .isEqualTo("b6 EMV mode supported; b5 EMV contact chip supported; b3 online PIN supported;"
                        + " b2 signature supported");
        assertThat(response("9F66021234").children()).as("PUNATC of Book C-2").isEmpty();
        assertThat(response("9F6C028000").children().get(0).meaning()).isEqualTo("b8 online PIN required");
        assertThat(response("9F0D05B050BC0000").children().get(0).meaning())
                .isEqualTo("b8 offline data authentication was not performed; b6 ICC data missing;"
                        + " b5 card appears on terminal exception file");
        assertThat(response("9F0702FF80").children().get(1).meaning()).isEqualTo("b8 domestic cashback allowed");
        assertThat(response("82021880").children().get(1).meaning())
                .isEqualTo("b8 EMV mode is supported [EMV Contactless Book C-2, A.1.16]");
    }

    @Test
    void aConstantNamesABitOfItsTable() {
        assertThat(Tvr.Bit.XDA_FAILED.meaning()).isEqualTo("XDA signature verification failed");
        assertThat(Cvr.Bit.CVM_ARMED)
                .hasToString("byte 3 b3 issuer-discretionary: a cardholder verification armed this" + " transaction");
        assertThatThrownBy(() -> BitTable.named("95").meaning(2, 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Terminal Verification Results (TVR) names no bit b3 in byte 2");
        assertThatThrownBy(() -> BitTable.named("TVR"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no table TVR");
    }

    @Test
    void everyByteOfATableIsOneNode() {
        BitTable.all()
                .values()
                .forEach(table -> assertThat(table.bytes(Bytes.zeros(table.length())))
                        .extracting(DecodedNode::name)
                        .containsExactlyElementsOf(IntStream.rangeClosed(1, table.length())
                                .mapToObj(i -> "byte " + i)
                                .toList()));
    }

    private static DecodedNode response(String object) {
        return new ApduDecoder()
                .decode(Bytes.hex("80CA000000"), Bytes.hex(object + "9000"))
                .response()
                .children()
                .get(0);
    }
}
