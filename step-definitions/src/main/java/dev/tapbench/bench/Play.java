package dev.tapbench.bench;

import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.parties.terminal.LoadTransaction;
import dev.tapbench.parties.terminal.PinEntry;
import dev.tapbench.risk.exploration.Move;
import dev.tapbench.risk.exploration.Move.Issuer;
import dev.tapbench.risk.exploration.OwnersProof;
import java.util.List;
import java.util.Optional;

/**
 * Plays moves of a risk exploration with the device on the stage. Nothing is expected of a single move: what it all came to is
 * in the issuer's books.
 */
public final class Play {
    /** Minor units of a payment whose amount is the issuer's to judge. */
    private static final long ABROAD = 1_000;

    private final Scene scene;
    private final Currency currency;

    public Play(Scene scene) {
        this.scene = scene;
        currency = scene.held().view().currency();
    }

    /** All of them; then the merchant presents the payments. */
    public void play(List<Move> moves) {
        moves.forEach(this::play);
        scene.shop().terminal().forward();
    }

    private void play(Move move) {
        if (move instanceof Move.Pay pay) {
            pay(pay);
        } else if (move instanceof Move.PayAbroad abroad) {
            payAbroad(abroad);
        } else if (move instanceof Move.Load load) {
            load(money(load.amount()));
        } else if (move instanceof Move.PinInSlot) {
            scene.shop().equip(false, true, true);
            scene.insertToPay(money(0), tries -> Optional.of(scene.keyedPin()));
        } else {
            verify();
        }
    }

    private void verify() {
        switch (OwnersProof.of(scene.held().chain().profile().risk())) {
            case PATTERN -> scene.phone().drawPattern(scene.pattern());
            case SENSOR -> scene.phone().showFinger(true);
            default -> scene.phone().enterPasscode(scene.pin());
        }
    }

    private void pay(Move.Pay pay) {
        // Of all shops the one that lets a thief pay most: nobody looks who holds the card.
        scene.shop().equip(pay.issuer() != Issuer.NEVER, false, !pay.unattended());
        scene.shop().asksTheIssuer(pay.issuer() == Issuer.ALWAYS);
        pay(money(pay.amount()), pay.contactless());
    }

    private void payAbroad(Move.PayAbroad abroad) {
        scene.shop().equip(true, false, !abroad.unattended());
        scene.shop().asksTheIssuer(false);
        pay(
                new Money(ABROAD, currency.equals(Currency.EUR) ? Currency.ofAlpha("USD") : Currency.EUR),
                abroad.contactless());
    }

    private void pay(Money amount, boolean contactless) {
        if (contactless) {
            scene.tapToPay(amount);
        } else {
            scene.insertToPay(amount, PinEntry.NOBODY);
        }
    }

    private void load(Money amount) {
        scene.shop().equip(true, true, true);
        scene.requestLoad(amount);
        while (!scene.load().state().over()) {
            if (scene.load().state() == LoadTransaction.State.AWAITING_PIN) {
                scene.enterPin(scene.keyedPin());
            }
            scene.tapForLoad();
        }
    }

    private Money money(long minor) {
        return new Money(minor, currency);
    }

    /** What the merchants may claim of the issuer. */
    public Money claimed() {
        return scene.held().chain().issuer().books().claims().values().stream()
                .reduce(Money.zero(currency), Money::plus);
    }
}
