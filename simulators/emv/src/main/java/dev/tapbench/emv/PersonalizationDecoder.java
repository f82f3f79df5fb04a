package dev.tapbench.emv;

import static dev.tapbench.emv.DecodedNode.leaf;

import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands of a personalization session; remembers the level and a data grouping that continues. */
final class PersonalizationDecoder {
    private static final Map<Integer, String[]> GROUPINGS = Table.load("groupings.tsv", 3);
    private static final int MAC = 8;
    private static final int PROTOCOL_AT = 11;

    /** Where each protocol says what stands in its commands and responses. */
    private enum Protocol {
        SCP02(
                "GlobalPlatform Card 2.3.1, E.5.1.6",
                "GlobalPlatform Card 2.3.1, E.5.2",
                "GlobalPlatform Card 2.3.1, E.4.4",
                "GlobalPlatform Card 2.3.1, E.4.6",
                "the data encipherment session key"),
        SCP03(
                "GlobalPlatform Amendment D, 7.1.1.6",
                "GlobalPlatform Amendment D, 7.1.2",
                "GlobalPlatform Amendment D, 6.2.4",
                "GlobalPlatform Amendment D, 6.2.6",
                "the card's data encipherment key");

        private final String update;
        private final String authenticate;
        private final String commandMac;
        private final String encipherment;
        private final String secretsUnder;

        Protocol(String update, String authenticate, String commandMac, String encipherment, String secretsUnder) {
            this.update = update;
            this.authenticate = authenticate;
            this.commandMac = commandMac;
            this.encipherment = encipherment;
            this.secretsUnder = secretsUnder;
        }
    }

    private Protocol protocol = Protocol.SCP02;
    private int level;
    private int continues;
    private String continued = "";

    /** Forgets the session: the card was selected anew. */
    void reset() {
        level = 0;
        continues = 0;
    }

    List<DecodedNode> initializeUpdateResponse(Bytes data) {
        boolean third = data.length() > PROTOCOL_AT && data.at(PROTOCOL_AT) == 3;
        protocol = third ? Protocol.SCP03 : Protocol.SCP02;
        // Under SCP03, 29 without the sequence counter that only a pseudo-random challenge needs.
        boolean known = third ? data.length() == 29 || data.length() == 32 : data.length() == 28;
        if (!known) {
            return List.of(DecodedNode.unknown(
                    "response data", data, third ? "expected 29 or 32 bytes" : "expected 28 bytes"));
        }
        List<DecodedNode> nodes = new ArrayList<>();
        nodes.add(leaf("KEYDATA", "EMV CPS 1.1, 4.1", data.slice(0, 10), "names the master key and the chip"));
        nodes.add(leaf("key version", protocol.update, data.slice(10, 11), Integer.toString(data.at(10))));
        nodes.add(leaf("secure channel protocol", protocol.update, data.slice(11, 12), "SCP" + data.slice(11, 12)));
        if (third) {
            nodes.add(leaf("i", protocol.update, data.slice(12, 13), "how the protocol is used"));
            nodes.add(leaf("card challenge", protocol.update, data.slice(13, 21), ""));
            nodes.add(leaf("card cryptogram", protocol.update, data.slice(21, 29), ""));
            if (data.length() > 29) {
                nodes.add(sequenceCounter(data.from(29)));
            }
        } else {
            nodes.add(sequenceCounter(data.slice(12, 14)));
            nodes.add(leaf("card challenge", protocol.update, data.slice(14, 20), ""));
            nodes.add(leaf("card cryptogram", protocol.update, data.from(20), ""));
        }
        return nodes;
    }

    private DecodedNode sequenceCounter(Bytes counter) {
        return leaf("sequence counter", protocol.update, counter, Long.toString(counter.toNumber()));
    }

    /** The MAC of a STORE DATA response, where the level asks for one; empty where these are no bytes of this protocol. */
    Optional<DecodedNode> responseMac(Bytes data) {
        return protocol == Protocol.SCP03 && (level & 0x10) != 0 && data.length() == MAC
                ? Optional.of(leaf("R-MAC", "GlobalPlatform Amendment D, 6.2.5", data, ""))
                : Optional.empty();
    }

    List<DecodedNode> externalAuthenticate(CommandApdu command) {
        reset();
        level = command.p1();
        if (command.data().length() != 2 * MAC) {
            return List.of(DecodedNode.unknown("command data", command.data(), "expected 16 bytes"));
        }
        return List.of(
                leaf("host cryptogram", protocol.authenticate, command.data().slice(0, MAC), ""),
                mac(command.data().from(MAC)));
    }

    List<DecodedNode> storeData(CommandApdu command) {
        List<DecodedNode> nodes = new ArrayList<>();
        boolean secured = (command.cla() & 0x04) != 0 && command.data().length() >= MAC;
        Bytes data = command.data();
        Bytes groups = secured ? data.slice(0, data.length() - MAC) : data;
        if (secured && (level & 0x02) != 0) {
            nodes.add(leaf("enciphered data groupings", protocol.encipherment, groups, "under the session key S-ENC"));
        } else {
            groupings(groups, (command.p1() & 0x60) == 0x60, nodes);
        }
        if (secured) {
            nodes.add(mac(data.from(data.length() - MAC)));
        }
        return nodes;
    }

    private DecodedNode mac(Bytes bytes) {
        return leaf("C-MAC", protocol.commandMac, bytes, "");
    }

    private void groupings(Bytes groups, boolean enciphered, List<DecodedNode> nodes) {
        int at = Math.min(continues, groups.length());
        if (at > 0) {
            nodes.add(leaf(continued, "EMV CPS 1.1, 5.4", groups.slice(0, at), "continued from the last command"));
            continues -= at;
        }
        while (at < groups.length()) {
            int header = Dgi.headerLength(groups, at);
            if (header < 0) {
                nodes.add(DecodedNode.unknown("data grouping", groups.from(at), "its header is cut short"));
                return;
            }
            int length = Dgi.dataLength(groups, at);
            int end = Math.min(groups.length(), at + header + length);
            int identifier = Dgi.identifier(groups, at);
            Bytes whole = groups.slice(at, end);
            continues = at + header + length - end;
            DecodedNode node = grouping(identifier, whole, whole.from(header), continues > 0, enciphered);
            continued = node.name();
            nodes.add(node);
            at = end;
        }
    }

    private DecodedNode grouping(int id, Bytes whole, Bytes data, boolean cut, boolean enciphered) {
        String hex = Bytes.number(id, 2).toHex();
        boolean record = id >>> 8 >= 1 && id >>> 8 <= 30;
        String[] row = GROUPINGS.get(id);
        if (row == null && !record) {
            return DecodedNode.unknown("DGI " + hex, whole, "");
        }
        String name = row == null ? "record " + (id & 0xFF) + " of SFI " + (id >>> 8) : row[1];
        String clause = row == null ? "EMV CPS 1.1, 2.1" : row[2];
        if (enciphered) {
            return leaf("DGI " + hex + " " + name, clause, whole, "enciphered under " + protocol.secretsUnder);
        }
        if (cut) {
            return leaf("DGI " + hex + " " + name, clause, whole, "continues in the next command");
        }
        boolean objects = record || id >>> 12 == 3 || id == 0x9102 || id == 0x9104;
        List<DecodedNode> children = objects ? DataDecoder.tlv(data) : List.of();
        return DecodedNode.of("DGI " + hex + " " + name, clause, whole, "", children);
    }
}
