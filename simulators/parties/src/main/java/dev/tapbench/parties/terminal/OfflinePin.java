package dev.tapbench.parties.terminal;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.emv.Commands;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.ResponseApdu;
import dev.tapbench.emv.StatusWord;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.emv.Tvr;
import dev.tapbench.emv.crypto.PinBlocks;
import dev.tapbench.emv.crypto.Recovery;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Entered;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import java.util.Optional;
import java.util.OptionalInt;

/** A PIN that the card itself compares, while it stays in the reader (EMV Book 3, 10.5.1; Book 2, 7). */
final class OfflinePin {
    private final Terminal terminal;
    private final CardDialogue card;
    private final CardApplication application;
    private final Transaction transaction;
    private final PinEntry holder;
    private final PinPad pad;

    OfflinePin(
            Terminal terminal,
            CardDialogue card,
            CardApplication application,
            Transaction transaction,
            PinEntry holder) {
        this.terminal = terminal;
        this.card = card;
        this.application = application;
        this.transaction = transaction;
        this.holder = holder;
        pad = new PinPad(terminal.clock(), terminal.config().pinLife());
    }

    /** Asks and asks again until the PIN is right, no try is left or nobody answers; whether it was right. */
    boolean verify(CvmMethod method) {
        OptionalInt left = triesLeft();
        if (left.isPresent() && left.getAsInt() == 0) {
            return limitExceeded();
        }
        while (true) {
            Optional<Pin> pin = ask(left);
            if (pin.isEmpty()) {
                transaction.found(Tvr.Bit.PIN_NOT_ENTERED);
                return false;
            }
            Optional<StatusWord> answer = send(method, pin.get());
            if (answer.isEmpty()) {
                return false;
            }
            if (answer.get().ok()) {
                return true;
            }
            left = answer.get().triesLeft();
            if (left.isEmpty() || left.getAsInt() == 0) {
                // 63C0, 6983, 6984: the card takes no PIN any more in this transaction.
                return limitExceeded();
            }
            show(Prompt.WRONG_PIN, left.getAsInt() + (left.getAsInt() == 1 ? " try left" : " tries left"));
        }
    }

    private boolean limitExceeded() {
        transaction.found(Tvr.Bit.PIN_TRY_LIMIT_EXCEEDED);
        show(Prompt.PIN_TRIES_EXHAUSTED, "");
        return false;
    }

    /** The PIN try counter, if the card tells it. */
    private OptionalInt triesLeft() {
        ResponseApdu response = card.send(Commands.getData(Tags.PIN_TRY_COUNTER));
        if (!response.ok()) {
            return OptionalInt.empty();
        }
        Bytes value = Tlv.parse(response.data()).require(Tags.PIN_TRY_COUNTER).value();
        return value.length() == 1 ? OptionalInt.of(value.at(0)) : OptionalInt.empty();
    }

    private Optional<Pin> ask(OptionalInt left) {
        show(Prompt.ENTER_PIN, "");
        holder.enter(left).ifPresent(pin -> {
            pad.enter(pin);
            terminal.trace().record(new Entered(Party.PIN_PAD, Entered.Entry.PIN));
        });
        return pad.pin();
    }

    /** VERIFY; the pad forgets the PIN whatever the card says. Empty where the PIN could not be sent. */
    private Optional<StatusWord> send(CvmMethod method, Pin pin) {
        try {
            return command(method, pin).map(verify -> card.send(verify).sw());
        } finally {
            pad.clear();
        }
    }

    private Optional<CommandApdu> command(CvmMethod method, Pin pin) {
        if (!method.enciphered()) {
            return Optional.of(Commands.verifyPlaintext(PinBlocks.format2(pin)));
        }
        if (!(terminal.authentication().cardKey(application) instanceof Recovery.Valid key)) {
            return Optional.empty();
        }
        ResponseApdu challenge = card.send(Commands.getChallenge());
        return challenge.ok() && challenge.data().length() == 8
                ? Optional.of(Commands.verifyEnciphered(
                        PinBlocks.enciphered(key.key(), pin, challenge.data(), terminal.entropy())))
                : Optional.empty();
    }

    private void show(Prompt prompt, String detail) {
        terminal.trace().record(new Prompted(Party.PIN_PAD, prompt, detail));
    }
}
