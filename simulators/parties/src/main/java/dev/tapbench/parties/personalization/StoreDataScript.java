package dev.tapbench.parties.personalization;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.parties.messages.DataGroup;
import dev.tapbench.ports.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Data groups as STORE DATA commands (EMV CPS 1.1, 3.3 and 5.4). Groups share a command where they fit and are all secret or
 * all not; a group longer than one command continues in the next without a new header.
 */
final class StoreDataScript {
    /** Lengths from here on take FF and two bytes. */
    private static final int LONG_LENGTH = 0xFF;

    private record Block(Bytes data, boolean enciphered) {}

    private StoreDataScript() {}

    /**
     * Makes the commands, before the secure channel wraps them.
     *
     * @param longest most data bytes of one command
     * @param forCard re-enciphers a secret group from the transport key to the session's data key
     */
    static List<CommandApdu> commands(List<DataGroup> groups, int longest, UnaryOperator<Bytes> forCard) {
        List<Block> blocks = blocks(groups, longest, forCard);
        List<CommandApdu> commands = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            boolean last = i == blocks.size() - 1;
            commands.add(Commands.storeData(
                    last, blocks.get(i).enciphered(), i, blocks.get(i).data()));
        }
        return commands;
    }

    private static List<Block> blocks(List<DataGroup> groups, int longest, UnaryOperator<Bytes> forCard) {
        List<Block> blocks = new ArrayList<>();
        Bytes open = Bytes.empty();
        boolean secret = false;
        for (DataGroup group : groups) {
            Bytes whole = encoded(group.dgi(), group.enciphered() ? forCard.apply(group.data()) : group.data());
            if (!open.isEmpty() && (secret != group.enciphered() || open.length() + whole.length() > longest)) {
                blocks.add(new Block(open, secret));
                open = Bytes.empty();
            }
            secret = group.enciphered();
            open = open.then(whole);
            while (open.length() > longest) {
                blocks.add(new Block(open.slice(0, longest), secret));
                open = open.from(longest);
            }
        }
        if (!open.isEmpty()) {
            blocks.add(new Block(open, secret));
        }
        return blocks;
    }

    private static Bytes encoded(int dgi, Bytes data) {
        Bytes length = data.length() < LONG_LENGTH
                ? Bytes.of(data.length())
                : Bytes.of(LONG_LENGTH).then(Bytes.number(data.length(), 2));
        return Bytes.concat(Bytes.number(dgi, 2), length, data);
    }
}
