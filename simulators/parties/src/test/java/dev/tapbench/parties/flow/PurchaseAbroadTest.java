package dev.tapbench.parties.flow;

import static dev.tapbench.parties.flow.World.eur;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Currency;
import dev.tapbench.emv.Money;
import dev.tapbench.parties.issuer.Hold;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.parties.messages.HostSeal;
import dev.tapbench.parties.terminal.Outcome;
import dev.tapbench.parties.terminal.TapResult;
import dev.tapbench.parties.terminal.Terminal;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.risk.ConversionRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Purchases in another currency than that of the issuer's books, which sells a dollar for 0.925 euros and nothing else. */
class PurchaseAbroadTest {
    private World world = new World(eur(2000));
    private final Terminal terminal = world.terminal();

    @AfterEach
    void close() {
        world.close();
    }

    private static Money usd(long cents) {
        return new Money(cents, Currency.USD);
    }

    private static Money sek(long oere) {
        return new Money(oere, Currency.ofAlpha("SEK"));
    }

    private TapResult online(Money amount) {
        world.card.purchaseAnswer = CryptogramType.ARQC;
        return terminal.purchase(amount).tap(world.card);
    }

    /** The chip holds more than enough, and cannot tell what a dollar is: nothing of it may be spent. */
    @Test
    void theAccountPaysInItsOwnCurrencyWhatTheCardSignedInAnother() {
        TapResult result = online(usd(1000));

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.APPROVED);
        assertThat(world.purchase().amount()).isEqualTo(usd(1000));
        assertThat(world.purchase().billed()).isEqualTo(eur(925));
        assertThat(world.books().heldForPurchases()).isEqualTo(eur(925));
        assertThat(world.account()).isEqualTo(eur(20000 - 925));
        assertThat(terminal.forward()).extracting(m -> m.require(39)).containsExactly("00");
        assertThat(world.claims()).isEqualTo(eur(925));
        assertThat(world.books().settled()).isTrue();
        assertThat(world.books().position()).isEqualTo(eur(2000));
        assertThat(world.card.funds).isEqualTo(2000);
    }

    @Test
    void aCurrencyWithoutRateIsRefusedAndTheCardHearsIt() {
        TapResult result = online(sek(1000));

        assertThat(result.outcome()).isEqualTo(Outcome.DECLINED);
        assertThat(result.reason()).contains("DE39 57");
        assertThat(world.messages(MessageType.AUTHORIZATION_RESPONSE)
                        .get(0)
                        .fields()
                        .get("DE55"))
                .startsWith("8A023537" + "9108");
        assertThat(world.books().onlinePurchases()).isEmpty();
        assertThat(world.account()).isEqualTo(eur(20000));
    }

    /** 324.32 dollars are 299.996 euros, which are 300.00; the next cent is one too much. */
    @Test
    void theLimitOfTheDayIsInTheCurrencyOfTheBooks() {
        world.issuer.deposit(world.books().account(), eur(50000));

        assertThat(online(usd(32433)).reason()).contains("DE39 61");
        assertThat(online(usd(32432)).outcome()).isEqualTo(Outcome.APPROVED);
        assertThat(world.purchase().billed()).isEqualTo(eur(30000));
        assertThat(online(usd(2)).reason()).contains("DE39 61");
    }

    @Test
    void anAmountOfTwelveDigitsIsRefusedLikeAnyOtherThatIsTooHigh() {
        assertThat(online(usd(999_999_999_999L)).reason()).contains("DE39 61");
    }

    @Test
    void anApprovalThatTheCardRefusesGivesBackWhatWasHeld() {
        world.card.refusesAnswers = true;
        online(usd(1000));
        assertThat(world.books().heldForPurchases()).isEqualTo(eur(925));

        assertThat(terminal.forward()).hasSize(1);
        assertThat(world.purchase().state()).isEqualTo(Hold.State.RELEASED);
        assertThat(world.account()).isEqualTo(eur(20000));
    }

    @Test
    void goodsGoBackAtTheSameRate() {
        online(usd(1000));
        terminal.forward();

        assertThat(terminal.refund(usd(1001)).tap(world.card).reason()).contains("DE39 61");
        assertThat(terminal.refund(sek(1)).tap(world.card).reason()).contains("DE39 57");
        TapResult result = terminal.refund(usd(1000)).tap(world.card);
        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.APPROVED);
        assertThat(world.account()).isEqualTo(eur(20000));
        assertThat(world.claims()).isEqualTo(eur(0));
    }

    @Test
    void loadsStayInTheCurrencyOfTheBooks() {
        terminal.load(usd(1000)).tap(world.card);

        assertThat(world.messages(MessageType.AUTHORIZATION_RESPONSE)
                        .get(0)
                        .fields()
                        .get("DE39"))
                .isEqualTo("12");
        assertThat(world.books().holds()).isEmpty();
    }

    /** The chip has paid 10 dollars as 9.50 euros: at another price its money and the books would part. */
    @Test
    void whatAChipPaidAtItsOwnRateIsBookedAtThatRate() {
        world.close();
        world = new World(eur(2000), Optional.of(new ConversionRate(java.util.Currency.getInstance("USD"), 95, 2)));
        Terminal shop = world.terminal();
        shop.purchase(usd(1000)).tap(world.card);

        assertThat(shop.forward()).extracting(m -> m.require(39)).containsExactly("00");
        assertThat(world.books().position()).isEqualTo(eur(1050));
        assertThat(world.claims()).isEqualTo(eur(950));
        assertThat(world.account()).isEqualTo(eur(20000));
    }

    @Test
    void aCertificateInACurrencyThatNobodyHasARateForIsNotPaidAndMayComeAgain() {
        List<Bytes> requests = new ArrayList<>();
        Terminal shop = world.terminal(request -> {
            requests.add(request);
            return world.line.exchange(request);
        });
        shop.purchase(sek(100)).tap(world.card);

        assertThat(shop.forward()).extracting(m -> m.require(39)).containsExactly("57");
        HostSeal seal = new HostSeal(world.hsm, World.TERMINAL_KEY);
        HostMessage later = seal.open(requests.get(0)).message().with(11, "000091");
        Bytes answer = world.line.exchange(seal.seal(later)).orElseThrow();
        assertThat(seal.open(answer).message().require(39)).isEqualTo("57");
        assertThat(world.claims()).isEqualTo(eur(0));
    }
}
