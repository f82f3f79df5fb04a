package dev.tapbench.emv.calc;

import dev.tapbench.emv.DataDecoder;
import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Iad;
import dev.tapbench.emv.Tags;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.KeyAlgorithm;
import java.util.List;

/**
 * Issuer application data. Common Core's is public; of the layouts of two schemes only what published code shows is read, and
 * nothing in this product relies on it.
 */
final class IadOperations {
    private static final String COMMON_CORE = "common-core";
    private static final String VISA = "visa";
    private static final String MASTERCARD = "mastercard";
    private static final String PUBLISHED = "as published in jPOS, org.jpos.emv";

    private IadOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.named("iad.decode", "Takes issuer application data apart.", "EMV Book 3, C9.2")
                        .takes(
                                Key.bytes("iad", "tag 9F10, 1 to 32 bytes"),
                                Key.word("layout", "instead of the one it looks like", COMMON_CORE, VISA, MASTERCARD)
                                        .optional())
                        .gives("layout", COMMON_CORE + ", " + VISA + " or " + MASTERCARD)
                        .gives("kdi", "derivation key index")
                        .gives("cci", "Common Core identifier")
                        .gives("cvn", "cryptogram version number of a scheme")
                        .gives("cvr", "card verification results")
                        .gives("counters", "8 bytes")
                        .gives("idd", "issuer-discretionary data")
                        .gives("dac", "data authentication code or ICC dynamic number, of Mastercard")
                        .example("iad=0FA506A231C0020000000000000000000F110601010000000000000000000000")
                        .computed(IadOperations::decode),
                Operation.named(
                                "ac.input",
                                "Puts together what a Visa cryptogram covers, by its version number.",
                                PUBLISHED)
                        .takes(
                                Key.bytes("iad", "tag 9F10 with cryptogram version 0A, 12 or 22"),
                                Key.bytes("cdol_part", "the terminal's values, AIP and ATC, one after the other"))
                        .gives("padded_input", "whole blocks of 8 bytes")
                        .example(
                                "iad=06011203000000",
                                "cdol_part=00000000010000000000000008400000000000084018123101ABCDEF1018000001")
                        .computed(IadOperations::input));
    }

    private static void decode(Inputs in, Answer out) {
        Bytes iad = in.bytes("iad");
        String layout = in.optionalText("layout").orElseGet(() -> layout(iad));
        out.give("layout", layout);
        switch (layout) {
            case COMMON_CORE -> commonCore(iad, out);
            case VISA -> visa(iad, out);
            default -> mastercard(iad, out);
        }
    }

    /** Both schemes' layouts can begin alike; the length byte of Visa's fits its own layout only. */
    private static String layout(Bytes iad) {
        if (iad.length() == Iad.LENGTH && iad.at(0) == 0x0F && iad.at(16) == 0x0F) {
            return COMMON_CORE;
        }
        if (iad.length() >= 7 && (iad.at(0) == 0x06 || iad.at(0) == 0x1F)) {
            return VISA;
        }
        if (iad.length() == 18 || iad.length() == 20 || iad.length() == 26 || iad.length() == 28) {
            return MASTERCARD;
        }
        throw new EmvDataException("IAD of " + iad.length() + " bytes looks like none of the known layouts: expected "
                + "32 bytes with 0F in bytes 1 and 17 (EMV Book 3, C9.2), or 06 or 1F first (Visa), or 18, 20, 26 or 28"
                + " bytes (Mastercard): '" + iad + "'");
    }

    private static void commonCore(Bytes value, Answer out) {
        Iad iad = Iad.parse(value);
        out.give("kdi", Bytes.of(iad.dki()), "derivation key index")
                .give("cci", Bytes.of(iad.cci()), "format A, cryptogram version " + (iad.cci() & 0x0F))
                .give("cvr", iad.cvr().value())
                .give("counters", value.slice(8, 16))
                .give("idd", iad.discretionary())
                .decoded(DataDecoder.value(Tags.IAD, value).children());
    }

    private static void visa(Bytes iad, Answer out) {
        boolean format2 = iad.at(0) == 0x1F;
        int end = 1 + (format2 ? 8 : 6);
        if (iad.length() < end) {
            throw new EmvDataException("Visa IAD of " + iad.length() + " bytes: expected at least " + end + " ("
                    + PUBLISHED + "): '" + iad + "'");
        }
        out.give("kdi", iad.slice(format2 ? 2 : 1, format2 ? 3 : 2), "derivation key index")
                .give("cvn", iad.slice(format2 ? 1 : 2, format2 ? 2 : 3), "cryptogram version")
                .give("cvr", iad.slice(3, format2 ? 8 : 7));
        if (iad.length() > end) {
            int length = format2 ? iad.length() - end : iad.at(end);
            int from = format2 ? end : end + 1;
            if (from + length != iad.length()) {
                throw new EmvDataException(
                        "Visa IAD announces " + length + " bytes of issuer-discretionary data at byte " + end + ", "
                                + (iad.length() - from) + " follow (" + PUBLISHED + "): '" + iad + "'");
            }
            out.give("idd", iad.from(from), "issuer-discretionary data");
        }
    }

    private static void mastercard(Bytes iad, Answer out) {
        if (iad.length() < 18) {
            throw new EmvDataException("Mastercard IAD of " + iad.length() + " bytes: expected at least 18 ("
                    + PUBLISHED + "): '" + iad + "'");
        }
        out.give("kdi", iad.slice(0, 1), "derivation key index")
                .give("cvn", iad.slice(1, 2), "cryptogram version")
                .give("cvr", iad.slice(2, 8))
                .give("dac", iad.slice(8, 10), "data authentication code, or ICC dynamic number")
                .give("counters", iad.from(10));
    }

    private static void input(Inputs in, Answer out) {
        Bytes iad = in.bytes("iad");
        if (!layout(iad).equals(VISA)) {
            throw InputProblem.value("iad", iad, "issuer application data of Visa: 06 or 1F first");
        }
        boolean format2 = iad.at(0) == 0x1F;
        Bytes version = iad.slice(format2 ? 1 : 2, format2 ? 2 : 3);
        Bytes terminal = in.bytes("cdol_part");
        out.step("cryptogram version", version);
        Bytes padded = switch (version.toHex()) {
            case "0A" -> zeroPadded(terminal.then(iad.slice(3, 7)));
            case "12", "22" -> KeyAlgorithm.TDES.padded(terminal.then(iad));
            default ->
                throw new UnsupportedComputation(
                        "the input of cryptogram version " + version + " is not published: 0A, 12 and 22 are");
        };
        out.give("padded_input", padded, padded.length() / KeyAlgorithm.TDES.blockLength() + " blocks");
    }

    /** ISO/IEC 9797-1 padding method 1. */
    private static Bytes zeroPadded(Bytes data) {
        return data.then(Bytes.zeros((KeyAlgorithm.TDES.blockLength() - data.length() % KeyAlgorithm.TDES.blockLength())
                % KeyAlgorithm.TDES.blockLength()));
    }
}
