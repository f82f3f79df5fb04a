package dev.tapbench.emv;

import static dev.tapbench.emv.DecodedNode.leaf;

import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Says what commands and responses mean: every command has a name and a clause, every byte lies in a node, what nobody knows is
 * marked. Never throws on what a card sends.
 *
 * <p>It remembers the data object lists it has seen, so that the data of GET PROCESSING OPTIONS and GENERATE AC can be split.
 * One instance for one card: its links one after the other, since the second tap of a load sends CDOL2 data without reading the
 * list again. Where no list was seen, the lists of this project's cards are taken if the length fits, and the node says so. Not
 * for several threads.
 */
public final class ApduDecoder {
    private static final Instruction UNKNOWN = Instruction.of("unknown command", "ISO/IEC 7816-4, 5.4.2", false);
    /** By the instruction byte. */
    private static final List<Instruction> INSTRUCTIONS = instructions();
    /** Of the same instruction as the command of EMV, with b8 of the class set. */
    private static final Instruction OPENS_CHANNEL =
            Instruction.of("EXTERNAL AUTHENTICATE", "GlobalPlatform Card 2.3.1, E.5.2", true);
    /** What Lc says, by Lc: every command with data has one. */
    private static final List<String> BYTES_OF_DATA =
            IntStream.range(0, 256).mapToObj(count -> count + " bytes of data").toList();

    private static final Dol OUR_CDOL1 = Dol.parse(Bytes.hex("9F02069F03069F1A0295055F2A029A039C019F37049F3501"));
    private static final Dol OUR_CDOL2 = Dol.parse(Bytes.hex("9F02069F03069F1A0295055F2A029A039C019F37048A029108"));
    private static final int[] LISTS = {Tags.PDOL, Tags.CDOL1, Tags.CDOL2};
    private static final String CASES = "ISO/IEC 7816-4, 5.1";

    private final PersonalizationDecoder personalization = new PersonalizationDecoder();
    /** PDOL, CDOL1 and CDOL2 as the card gave them. */
    private final Map<Integer, Dol> lists = new HashMap<>();

    private boolean optionsProcessed;
    private boolean cryptogramMade;

    /** What one instruction is called, and what its response. */
    private record Instruction(String name, String clause, String response, boolean known) {
        static Instruction of(String name, String clause, boolean known) {
            return new Instruction(name, clause, "response to " + name, known);
        }
    }

    private static List<Instruction> instructions() {
        Map<Integer, String[]> known = Table.load("commands.tsv", 3);
        return IntStream.range(0, 256)
                .mapToObj(known::get)
                .map(cells -> cells == null ? UNKNOWN : Instruction.of(cells[1], cells[2], true))
                .toList();
    }

    /** Decodes an exchange; call it in the order of the exchanges. */
    public DecodedExchange decode(Bytes command, Bytes response) {
        CommandApdu apdu;
        try {
            apdu = CommandApdu.parse(command);
        } catch (IllegalArgumentException e) {
            Instruction broken = Instruction.of("command that is no short C-APDU", CASES, false);
            DecodedNode node =
                    new DecodedNode(broken.name(), CASES, command, String.valueOf(e.getMessage()), List.of(), false);
            return new DecodedExchange(node, response(broken, List.of(), response));
        }
        boolean globalPlatform = apdu.ins() == 0x82 && (apdu.cla() & 0x80) != 0;
        Instruction instruction = globalPlatform ? OPENS_CHANNEL : INSTRUCTIONS.get(apdu.ins());
        String parameters = parameters(apdu);
        DecodedNode decoded = new DecodedNode(
                instruction.name(),
                instruction.clause(),
                command,
                parameters,
                commandParts(apdu, command.slice(0, 4), parameters, instruction.clause()),
                instruction.known());
        return new DecodedExchange(decoded, response(instruction, responseParts(apdu, response), response));
    }

    private List<DecodedNode> commandParts(CommandApdu apdu, Bytes header, String parameters, String clause) {
        List<DecodedNode> data = apdu.data().isEmpty() ? List.of() : commandData(apdu, clause);
        boolean le = apdu.le() != CommandApdu.NO_LE;
        DecodedNode[] parts = new DecodedNode[1 + (data.isEmpty() ? 0 : 1 + data.size()) + (le ? 1 : 0)];
        int count = 0;
        parts[count++] = leaf("CLA INS P1 P2", clause, header, parameters);
        if (!data.isEmpty()) {
            int length = apdu.data().length();
            parts[count++] = leaf("Lc", CASES, Bytes.of(length), BYTES_OF_DATA.get(length));
            for (DecodedNode part : data) {
                parts[count++] = part;
            }
        }
        if (le) {
            parts[count] = leaf(
                    "Le",
                    CASES,
                    Bytes.of(apdu.le() & 0xFF),
                    apdu.le() == CommandApdu.ALL ? "all there is" : apdu.le() + " bytes");
        }
        return List.of(parts);
    }

    private static String parameters(CommandApdu apdu) {
        return switch (apdu.ins()) {
            case 0xA4 -> apdu.p1() == 0x04 ? "by name" : "";
            case 0xAE ->
                switch (apdu.p1() & 0xC0) {
                            case 0x00 -> "AAC";
                            case 0x40 -> "TC";
                            case 0x80 -> "ARQC";
                            default -> "reserved type";
                        }
                        + ((apdu.p1() & 0x10) != 0 ? " asked for, with CDA" : " asked for");
            case 0xB2 -> "record " + apdu.p1() + " of SFI " + (apdu.p2() >>> 3);
            case 0xCA, 0xDA -> TagDictionary.title(dataTag(apdu));
            case 0x20 ->
                switch (apdu.p2()) {
                    case 0x80 -> "plaintext PIN";
                    case 0x82 -> "pattern";
                    case 0x83 -> "biometric MAC";
                    case 0x88 -> "enciphered PIN";
                    default -> "unknown kind of verification";
                };
            case 0x50 -> "key version " + apdu.p1();
            case 0x82 -> (apdu.cla() & 0x80) != 0 ? "security level " + Bytes.of(apdu.p1()) : "";
            case 0xE2 ->
                "number " + apdu.p2() + ((apdu.p1() & 0x60) == 0x60 ? ", data enciphered" : "")
                        + ((apdu.p1() & 0x80) != 0 ? ", the last one" : "");
            default -> "";
        };
    }

    private static int dataTag(CommandApdu apdu) {
        return (apdu.p1() << 8) | apdu.p2();
    }

    private List<DecodedNode> commandData(CommandApdu apdu, String clause) {
        Bytes data = apdu.data();
        return switch (apdu.ins()) {
            case 0xA4 -> {
                startAnew();
                yield List.of(ValueDecoder.name(data));
            }
            case 0xA8 -> options(data);
            case 0xAE -> cryptogramData(data);
            case 0x20 -> List.of(verification(apdu.p2(), data));
            case 0x50 -> List.of(leaf("host challenge", clause, data, ""));
            case 0x82 ->
                (apdu.cla() & 0x80) != 0
                        ? personalization.externalAuthenticate(apdu)
                        : List.of(ValueDecoder.node(Tags.ISSUER_AUTHENTICATION_DATA, data, data, Optional.empty()));
            case 0xE2 -> personalization.storeData(apdu);
            case 0xDA ->
                (apdu.cla() & 0x0C) == 0
                        ? List.of(ValueDecoder.node(dataTag(apdu), data, data, Optional.empty()))
                        : List.of(secured(data));
            case 0xDC, 0x24, 0x1E, 0x18, 0x16 -> List.of(secured(data));
            default -> List.of(DecodedNode.unknown("command data", data, ""));
        };
    }

    private void startAnew() {
        optionsProcessed = false;
        cryptogramMade = false;
        personalization.reset();
    }

    private static DecodedNode secured(Bytes data) {
        return leaf("secure messaging objects", "EMV Book 2, 9.2.1", data, "");
    }

    private List<DecodedNode> options(Bytes data) {
        optionsProcessed = true;
        cryptogramMade = false;
        Dol pdol = lists.get(Tags.PDOL);
        if (pdol == null
                || data.length() < 2
                || data.at(0) != Tags.COMMAND_TEMPLATE
                || data.at(1) != data.length() - 2) {
            return DataDecoder.tlv(data);
        }
        return List.of(DecodedNode.of(
                TagDictionary.title(Tags.COMMAND_TEMPLATE),
                TagDictionary.clause(Tags.COMMAND_TEMPLATE),
                data,
                "",
                DataDecoder.dol(pdol, data.from(2))));
    }

    /** The first GENERATE AC after GET PROCESSING OPTIONS takes CDOL1; the next, or one in another link, CDOL2. */
    private List<DecodedNode> cryptogramData(Bytes data) {
        boolean first = optionsProcessed && !cryptogramMade;
        cryptogramMade = true;
        int tag = first ? Tags.CDOL1 : Tags.CDOL2;
        Dol ours = first ? OUR_CDOL1 : OUR_CDOL2;
        Dol seen = lists.get(tag);
        String name = first ? "CDOL1 data" : "CDOL2 data";
        if (seen == null && data.length() != ours.length()) {
            return List.of(DecodedNode.unknown(name, data, "the list was not seen"));
        }
        return List.of(DecodedNode.of(
                name,
                TagDictionary.clause(tag),
                data,
                seen == null ? "the list was not seen; split by that of this project's cards" : "",
                DataDecoder.dol(seen == null ? ours : seen, data)));
    }

    private static DecodedNode verification(int kind, Bytes data) {
        return switch (kind) {
            case 0x80 -> leaf("plaintext PIN block", "EMV Book 3, 6.5.12", data, "");
            case 0x82 -> leaf("pattern block", "Tapbench protocol, 4", data, "");
            case 0x83 -> leaf("biometric MAC", "Tapbench protocol, 4", data, "");
            case 0x88 -> leaf("enciphered PIN data", "EMV Book 2, 7.2", data, "");
            default -> DecodedNode.unknown("verification data", data, "");
        };
    }

    private List<DecodedNode> responseParts(CommandApdu apdu, Bytes response) {
        if (response.length() <= 2) {
            return List.of();
        }
        Bytes data = response.slice(0, response.length() - 2);
        return switch (apdu.ins()) {
            case 0x84 -> List.of(leaf("challenge", "EMV Book 3, 6.5.6", data, "serves once"));
            case 0x50 -> personalization.initializeUpdateResponse(data);
            case 0xE2 -> personalization.responseMac(data).map(List::of).orElseGet(() -> objects(data));
            case 0xA8 -> format1(data, "AIP and AFL", "EMV Book 3, 6.5.8");
            case 0xAE -> format1(data, "CID, ATC, cryptogram and IAD", "EMV Book 3, 6.5.5");
            default -> objects(data);
        };
    }

    private static List<DecodedNode> format1(Bytes data, String meaning, String clause) {
        return data.at(0) == Tags.RESPONSE_TEMPLATE_1
                ? List.of(leaf(TagDictionary.title(Tags.RESPONSE_TEMPLATE_1), clause, data, meaning))
                : DataDecoder.tlv(data);
    }

    /** Data objects; the lists among them are kept for the commands that follow. */
    private List<DecodedNode> objects(Bytes data) {
        List<Tlv> objects;
        try {
            objects = Tlv.parseAll(data);
        } catch (TlvException e) {
            // The broken bytes show in their own node; what cannot be read cannot help to split later commands.
            lists.remove(Tags.PDOL);
            return List.of(DataDecoder.broken(data, e));
        }
        try {
            for (int tag : LISTS) {
                Optional<Tlv> found = Tlv.find(objects, tag);
                if (found.isPresent()) {
                    lists.put(tag, Dol.parse(found.get().value()));
                }
            }
        } catch (EmvDataException e) {
            // As above.
            lists.remove(Tags.PDOL);
        }
        return DataDecoder.tlv(data, objects);
    }

    private static DecodedNode response(Instruction instruction, List<DecodedNode> data, Bytes response) {
        String clause = instruction.clause();
        int end = response.length() - 2;
        if (end < 0) {
            return new DecodedNode(instruction.response(), clause, response, "no status bytes", List.of(), false);
        }
        Bytes status = response.from(end);
        String meaning = new StatusWord((int) status.toNumber()).meaning();
        DecodedNode sw = leaf("SW1 SW2", "ISO/IEC 7816-4, 5.6", status, meaning);
        return DecodedNode.of(
                instruction.response(), clause, response, meaning, responseParts(data, response.slice(0, end), sw));
    }

    private static List<DecodedNode> responseParts(List<DecodedNode> data, Bytes bytes, DecodedNode sw) {
        if (data.size() == 1) {
            return List.of(data.get(0), sw);
        }
        if (data.isEmpty()) {
            return bytes.isEmpty() ? List.of(sw) : List.of(DecodedNode.unknown("response data", bytes, ""), sw);
        }
        List<DecodedNode> parts = new ArrayList<>(data);
        parts.add(sw);
        return parts;
    }
}
