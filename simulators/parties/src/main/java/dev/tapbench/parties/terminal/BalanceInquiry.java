package dev.tapbench.parties.terminal;

import dev.tapbench.emv.Commands;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardRemovedException;
import dev.tapbench.ports.trace.Prompt;
import java.util.Optional;

/** What a card holds, read without any cryptogram: the card's transaction counter does not move (protocol section 5). */
public final class BalanceInquiry {
    private final Terminal terminal;
    private final Currency currency;
    private final Selection selection;

    BalanceInquiry(Terminal terminal, Currency currency) {
        this.terminal = terminal;
        this.currency = currency;
        selection = new Selection(terminal.config(), terminal.trace());
        new Display(terminal.trace()).show(Prompt.PRESENT_CARD, "balance");
    }

    /**
     * The tap; the amount is shown.
     *
     * @return the funds; empty where the card tells none
     * @throws dev.tapbench.ports.ProductException when the card's data cannot be read
     */
    public Optional<Money> tap(Card card) {
        Display display = new Display(terminal.trace());
        try (CardDialogue dialogue = CardDialogue.open(terminal.reader(), card)) {
            selectFirst(dialogue);
            Bytes data = dialogue.require("GET DATA 9F50", Commands.getData(Tags.FUNDS));
            Money funds = Money.ofN12(Tlv.parse(data).require(Tags.FUNDS).value(), currency);
            display.show(Prompt.BALANCE, funds.toString());
            return Optional.of(funds);
        } catch (CardRemovedException e) {
            display.show(Prompt.TRY_AGAIN, "present card again");
        } catch (TapEnded e) {
            display.show(Prompt.TRY_ANOTHER_CARD, e.reason());
        }
        return Optional.empty();
    }

    private void selectFirst(CardDialogue card) {
        boolean selected = selection.candidates(card, true).stream()
                .anyMatch(aid -> selection.select(card, aid).isPresent());
        if (!selected) {
            throw new TapEnded(Outcome.END_APPLICATION, "no application of the card can be used");
        }
    }
}
