package dev.tapbench.parties.issuer;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.emv.crypto.ScriptSender;
import dev.tapbench.ports.Bytes;
import java.util.List;

/** Orders as the commands of issuer scripts (EMV Book 3, 6.5 and 10.10). */
final class ScriptWriter {
    /** Names the script to the issuer; the terminal repeats it in its report. */
    private static final Bytes IDENTIFIER = Tlv.encode(Tags.SCRIPT_IDENTIFIER, Bytes.of(0, 0, 0, 1));

    private ScriptWriter() {}

    static Bytes write(ScriptSender sender, List<CardOrder> orders) {
        Bytes before = Bytes.empty();
        for (CardOrder order : orders) {
            if (order instanceof CardOrder.ChangePin change) {
                before = before.then(command(sender.encipher(Commands.pinChange(PinBlocks.format2(change.pin())))));
            } else if (order instanceof CardOrder.LimitLostOrStolen limit) {
                before = before.then(command(sender.protect(Commands.putData(
                        Tags.SECOND_AMOUNT_LIMIT, limit.amount().n12()))));
            }
        }
        Bytes after = Bytes.empty();
        for (CardOrder order : orders) {
            if (order instanceof CardOrder.BlockApplication) {
                after = after.then(command(sender.protect(Commands.applicationBlock())));
            }
        }
        return template(Tags.SCRIPT_BEFORE_AC, before).then(template(Tags.SCRIPT_AFTER_AC, after));
    }

    private static Bytes command(CommandApdu apdu) {
        return Tlv.encode(Tags.SCRIPT_COMMAND, apdu.toBytes());
    }

    private static Bytes template(int tag, Bytes commands) {
        return commands.isEmpty() ? commands : Tlv.encode(tag, IDENTIFIER.then(commands));
    }
}
