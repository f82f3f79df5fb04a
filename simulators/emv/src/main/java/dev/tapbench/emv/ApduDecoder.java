package dev.tapbench.emv;

import static dev.tapbench.emv.DecodedNode.leaf;

import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private static final Map<Integer, String[]> COMMANDS = Table.load("commands.tsv", 3);
    private static final Dol OUR_CDOL1 = Dol.parse(Bytes.hex("9F02069F03069F1A0295055F2A029A039C019F37049F3501"));
    private static final Dol OUR_CDOL2 = Dol.parse(Bytes.hex("9F02069F03069F1A0295055F2A029A039C019F37048A029108"));
    private static final String CASES = "ISO/IEC 7816-4, 5.1";

    private final PersonalizationDecoder personalization = new PersonalizationDecoder();
    /** PDOL, CDOL1 and CDOL2 as the card gave them. */
    private final Map<Integer, Dol> lists = new HashMap<>();

    private boolean optionsProcessed;
    private boolean cryptogramMade;

    /** Decodes an exchange; call it in the order of the exchanges. */
    public DecodedExchange decode(Bytes command, Bytes response) {
        CommandApdu apdu;
        try {
            apdu = CommandApdu.parse(command);
        } catch (IllegalArgumentException e) {
            DecodedNode broken = new DecodedNode(
                    "command that is no short C-APDU",
                    CASES,
                    command,
                    String.valueOf(e.getMessage()),
                    List.of(),
                    false);
            return new DecodedExchange(broken, response(broken.name(), CASES, List.of(), response));
        }
        String[] row = COMMANDS.get(apdu.ins());
        boolean globalPlatform = apdu.ins() == 0x82 && (apdu.cla() & 0x80) != 0;
        String name = row == null ? "unknown command" : row[1];
        String clause =
                row == null ? "ISO/IEC 7816-4, 5.4.2" : globalPlatform ? "GlobalPlatform Card 2.3.1, E.5.2" : row[2];
        DecodedNode decoded =
                new DecodedNode(name, clause, command, parameters(apdu), commandParts(apdu, clause), row != null);
        return new DecodedExchange(decoded, response(name, clause, responseParts(apdu, response), response));
    }

    private List<DecodedNode> commandParts(CommandApdu apdu, String clause) {
        List<DecodedNode> parts = new ArrayList<>();
        parts.add(leaf("CLA INS P1 P2", clause, apdu.toBytes().slice(0, 4), parameters(apdu)));
        if (!apdu.data().isEmpty()) {
            int length = apdu.data().length();
            parts.add(leaf("Lc", CASES, Bytes.of(length), length + " bytes of data"));
            parts.addAll(commandData(apdu, clause));
        }
        if (apdu.le() != CommandApdu.NO_LE) {
            parts.add(leaf(
                    "Le",
                    CASES,
                    Bytes.of(apdu.le() & 0xFF),
                    apdu.le() == CommandApdu.ALL ? "all there is" : apdu.le() + " bytes"));
        }
        return parts;
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
            case 0xCA, 0xDA -> tagOf(apdu) + " " + TagDictionary.name(dataTag(apdu));
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

    private static String tagOf(CommandApdu apdu) {
        return Tlv.hexTag(dataTag(apdu));
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
                Tlv.hexTag(Tags.COMMAND_TEMPLATE) + " " + TagDictionary.name(Tags.COMMAND_TEMPLATE),
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
            case 0xA8 -> format1(data, "AIP and AFL", "EMV Book 3, 6.5.8");
            case 0xAE -> format1(data, "CID, ATC, cryptogram and IAD", "EMV Book 3, 6.5.5");
            default -> {
                remember(data);
                yield DataDecoder.tlv(data);
            }
        };
    }

    private static List<DecodedNode> format1(Bytes data, String meaning, String clause) {
        return data.at(0) == Tags.RESPONSE_TEMPLATE_1
                ? List.of(leaf("80 " + TagDictionary.name(Tags.RESPONSE_TEMPLATE_1), clause, data, meaning))
                : DataDecoder.tlv(data);
    }

    private void remember(Bytes data) {
        try {
            List<Tlv> objects = Tlv.parseAll(data);
            for (int tag : new int[] {Tags.PDOL, Tags.CDOL1, Tags.CDOL2}) {
                Tlv.find(objects, tag).ifPresent(found -> lists.put(tag, Dol.parse(found.value())));
            }
        } catch (EmvDataException e) {
            // The broken bytes show in their own node; what cannot be read cannot help to split later commands.
            lists.remove(Tags.PDOL);
        }
    }

    private static DecodedNode response(String command, String clause, List<DecodedNode> data, Bytes response) {
        String name = "response to " + command;
        if (response.length() < 2) {
            return new DecodedNode(name, clause, response, "no status bytes", List.of(), false);
        }
        StatusWord sw =
                new StatusWord((int) response.from(response.length() - 2).toNumber());
        List<DecodedNode> parts = new ArrayList<>(data);
        parts.add(leaf("SW1 SW2", "ISO/IEC 7816-4, 5.6", response.from(response.length() - 2), sw.meaning()));
        if (data.isEmpty() && response.length() > 2) {
            parts.add(0, DecodedNode.unknown("response data", response.slice(0, response.length() - 2), ""));
        }
        return DecodedNode.of(name, clause, response, sw.meaning(), parts);
    }
}
