package dev.tapbench.emv;

import static dev.tapbench.emv.DecodedNode.leaf;

import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The commands of a personalization session; remembers the level and a data grouping that continues. */
final class PersonalizationDecoder {
    private static final Map<Integer, String[]> GROUPINGS = Table.load("groupings.tsv", 3);
    private static final String SCP02 = "GlobalPlatform Card 2.3.1, E.5.1.6";
    private static final int MAC = 8;

    private int level;
    private int continues;
    private String continued = "";

    /** Forgets the session: the card was selected anew. */
    void reset() {
        level = 0;
        continues = 0;
    }

    List<DecodedNode> initializeUpdateResponse(Bytes data) {
        if (data.length() != 28) {
            return List.of(DecodedNode.unknown("response data", data, "expected 28 bytes"));
        }
        return List.of(
                leaf("KEYDATA", "EMV CPS 1.1, 4.1", data.slice(0, 10), "names the master key and the chip"),
                leaf("key version", SCP02, data.slice(10, 11), Integer.toString(data.at(10))),
                leaf("secure channel protocol", SCP02, data.slice(11, 12), "SCP" + data.slice(11, 12)),
                leaf(
                        "sequence counter",
                        SCP02,
                        data.slice(12, 14),
                        Long.toString(data.slice(12, 14).toNumber())),
                leaf("card challenge", SCP02, data.slice(14, 20), ""),
                leaf("card cryptogram", SCP02, data.from(20), ""));
    }

    List<DecodedNode> externalAuthenticate(CommandApdu command) {
        reset();
        level = command.p1();
        if (command.data().length() != 2 * MAC) {
            return List.of(DecodedNode.unknown("command data", command.data(), "expected 16 bytes"));
        }
        return List.of(
                leaf(
                        "host cryptogram",
                        "GlobalPlatform Card 2.3.1, E.5.2",
                        command.data().slice(0, MAC),
                        ""),
                mac(command.data().from(MAC)));
    }

    List<DecodedNode> storeData(CommandApdu command) {
        List<DecodedNode> nodes = new ArrayList<>();
        boolean secured = (command.cla() & 0x04) != 0 && command.data().length() >= MAC;
        Bytes data = command.data();
        Bytes groups = secured ? data.slice(0, data.length() - MAC) : data;
        if (secured && (level & 0x02) != 0) {
            nodes.add(leaf(
                    "enciphered data groupings",
                    "GlobalPlatform Card 2.3.1, E.4.6",
                    groups,
                    "under the session key S-ENC"));
        } else {
            groupings(groups, (command.p1() & 0x60) == 0x60, nodes);
        }
        if (secured) {
            nodes.add(mac(data.from(data.length() - MAC)));
        }
        return nodes;
    }

    private static DecodedNode mac(Bytes bytes) {
        return leaf("C-MAC", "GlobalPlatform Card 2.3.1, E.4.4", bytes, "");
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

    private static DecodedNode grouping(int id, Bytes whole, Bytes data, boolean cut, boolean enciphered) {
        String hex = Bytes.number(id, 2).toHex();
        boolean record = id >>> 8 >= 1 && id >>> 8 <= 30;
        String[] row = GROUPINGS.get(id);
        if (row == null && !record) {
            return DecodedNode.unknown("DGI " + hex, whole, "");
        }
        String name = row == null ? "record " + (id & 0xFF) + " of SFI " + (id >>> 8) : row[1];
        String clause = row == null ? "EMV CPS 1.1, 2.1" : row[2];
        if (enciphered) {
            return leaf("DGI " + hex + " " + name, clause, whole, "enciphered under the data encipherment session key");
        }
        if (cut) {
            return leaf("DGI " + hex + " " + name, clause, whole, "continues in the next command");
        }
        boolean objects = record || id >>> 12 == 3 || id == 0x9102 || id == 0x9104;
        List<DecodedNode> children = objects ? DataDecoder.tlv(data) : List.of();
        return DecodedNode.of("DGI " + hex + " " + name, clause, whole, "", children);
    }
}
