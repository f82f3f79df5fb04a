package dev.tapbench.parties.flow;

import static dev.tapbench.parties.flow.World.eur;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.parties.issuer.Hold;
import dev.tapbench.parties.issuer.OnlinePurchase;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.parties.messages.HostSeal;
import dev.tapbench.parties.terminal.Outcome;
import dev.tapbench.parties.terminal.TapResult;
import dev.tapbench.parties.terminal.Terminal;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Prompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnlinePurchaseTest {
    private final World world = new World(eur(2000));
    private final List<Bytes> requests = new ArrayList<>();
    private final HostSeal seal = new HostSeal(world.hsm, World.TERMINAL_KEY);
    private boolean answersAreLost;

    @BeforeEach
    void theCardAsksItsIssuer() {
        world.card.purchaseAnswer = CryptogramType.ARQC;
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Terminal terminal() {
        return world.terminal(request -> {
            requests.add(request);
            Optional<Bytes> answer = world.line.exchange(request);
            return answersAreLost ? Optional.empty() : answer;
        });
    }

    @Test
    void whatIsOnTheChipIsSpentFirstAndClaimedWithTheSecondCertificate() {
        Terminal terminal = terminal();
        TapResult result = terminal.purchase(eur(800)).tap(world.card);

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.APPROVED);
        assertThat(result.shows(Prompt.AUTHORISING)).isTrue();
        assertThat(world.card.funds).isEqualTo(1200);
        assertThat(world.purchase().source()).isEqualTo(OnlinePurchase.Source.CHIP);
        assertThat(world.books().settled()).isFalse();
        assertThat(terminal.forward()).extracting(m -> m.require(39)).containsExactly("00");
        assertThat(world.books().position()).isEqualTo(eur(1200));
        assertThat(world.books().settled()).isTrue();
        assertThat(world.claims()).isEqualTo(eur(800));
        assertThat(world.account()).isEqualTo(eur(20000));
    }

    @Test
    void theAccountPaysWhatTheChipCannotAndTheChipKeepsItsFunds() {
        Terminal terminal = terminal();
        TapResult result = terminal.purchase(eur(3000)).tap(world.card);

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.APPROVED);
        assertThat(world.card.funds).isEqualTo(2000);
        assertThat(world.books().heldForPurchases()).isEqualTo(eur(3000));
        assertThat(world.account()).isEqualTo(eur(17000));
        terminal.forward();
        assertThat(world.books().heldForPurchases()).isEqualTo(eur(0));
        assertThat(world.books().position()).isEqualTo(eur(2000));
        assertThat(world.claims()).isEqualTo(eur(3000));
    }

    @Test
    void repeatsAreAnsweredAlikeAndBookedOnce() {
        Terminal terminal = terminal();
        terminal.purchase(eur(3000)).tap(world.card);
        terminal.forward();
        Bytes again = world.line.exchange(requests.get(0)).orElseThrow();
        assertThat(seal.open(again).message().require(39)).isEqualTo("00");
        HostMessage presented = seal.open(requests.get(1)).message();

        assertThat(answer(presented.asRepeat())).isEqualTo("00");
        assertThat(answer(presented.with(11, "000091"))).isEqualTo("94");
        assertThat(answer(seal.open(requests.get(0)).message().with(11, "000092")))
                .as("an old cryptogram in a new message")
                .isEqualTo("63");
        assertThat(world.claims()).isEqualTo(eur(3000));
        assertThat(world.account()).isEqualTo(eur(17000));
    }

    private String answer(HostMessage message) {
        return seal.open(world.line.exchange(seal.seal(message)).orElseThrow())
                .message()
                .require(39);
    }

    @Test
    void aRefusalReachesTheCardWithIssuerAuthenticationData() {
        TapResult result = terminal().purchase(eur(25000)).tap(world.card);

        assertThat(result.outcome()).isEqualTo(Outcome.DECLINED);
        assertThat(result.reason()).contains("DE39 51");
        assertThat(world.messages(MessageType.AUTHORIZATION_RESPONSE)
                        .get(0)
                        .fields()
                        .get("DE55"))
                .startsWith("8A023531" + "9108");
        assertThat(world.decided(Decision.PURCHASE_APPROVED, false)).isTrue();
        assertThat(world.books().onlinePurchases()).isEmpty();
    }

    @Test
    void aCardReportedLostIsRefusedAndTheDayHasALimit() {
        Terminal terminal = terminal();
        assertThat(terminal.purchase(eur(20001)).tap(world.card).reason()).contains("51");
        terminal.purchase(eur(20000)).tap(world.card);
        world.issuer.deposit(world.books().account(), eur(50000));
        assertThat(terminal.purchase(eur(10001)).tap(world.card).reason()).contains("61");
        world.pass(Duration.ofDays(1));
        assertThat(terminal.purchase(eur(10001)).tap(world.card).outcome()).isEqualTo(Outcome.APPROVED);

        world.issuer.hotlist(world.card.pan);
        assertThat(terminal.purchase(eur(100)).tap(world.card).reason()).contains("43");
    }

    @Test
    void aCardThatRefusesTheAnswerGivesTheMoneyBack() {
        world.card.refusesAnswers = true;
        Terminal terminal = terminal();
        TapResult result = terminal.purchase(eur(3000)).tap(world.card);

        assertThat(result.outcome()).isEqualTo(Outcome.DECLINED);
        assertThat(world.books().heldForPurchases()).isEqualTo(eur(3000));
        assertThat(terminal.forward()).hasSize(1);
        assertThat(world.purchase().state()).isEqualTo(Hold.State.RELEASED);
        assertThat(world.account()).isEqualTo(eur(20000));
        assertThat(world.claims()).isEqualTo(eur(0));
    }

    @Test
    void aLostAnswerIsDecidedOfflineAndTheChipPays() {
        answersAreLost = true;
        Terminal terminal = terminal();
        TapResult result = terminal.purchase(eur(800)).tap(world.card);

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.APPROVED);
        assertThat(result.reason()).contains("decided offline");
        assertThat(world.card.funds).isEqualTo(1200);
        answersAreLost = false;
        assertThat(terminal.forward()).extracting(HostMessage::mti).containsExactly("0430", "0230");
        assertThat(world.books().position()).isEqualTo(eur(1200));
        assertThat(world.purchase().state()).isEqualTo(Hold.State.RELEASED);
        assertThat(world.claims()).isEqualTo(eur(800));
    }

    @Test
    void anApprovalThatNobodyHeardStaysInDoubtAndAges() {
        Terminal terminal = world.terminal(request -> {
            Optional<Bytes> answer = world.line.exchange(request);
            world.card.leavesAt = 0xAE;
            return answer;
        });
        TapResult result = terminal.purchase(eur(3000)).tap(world.card);

        assertThat(result.outcome()).isEqualTo(Outcome.DECLINED);
        assertThat(result.reason()).contains("the card left");
        terminal.forward();
        assertThat(world.purchase().state()).isEqualTo(Hold.State.IN_DOUBT);
        assertThat(world.books().heldForPurchases()).isEqualTo(eur(3000));
        world.pass(Duration.ofDays(40));
        world.issuer.age(Duration.ofDays(30));
        assertThat(world.purchase().state()).isEqualTo(Hold.State.SUSPENSE);
        assertThat(world.books().heldForPurchases()).isEqualTo(eur(3000));
    }

    @Test
    void aRefundCreditsTheAccountOnceAndMovesNothingOnTheCard() {
        Terminal terminal = terminal();
        terminal.purchase(eur(800)).tap(world.card);
        terminal.forward();
        TapResult result = terminal.refund(eur(300)).tap(world.card);

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.APPROVED);
        assertThat(result.shows(Prompt.REFUNDED)).isTrue();
        assertThat(world.card.funds).isEqualTo(1200);
        assertThat(world.account()).isEqualTo(eur(20300));
        assertThat(world.claims()).isEqualTo(eur(500));
        HostMessage refund = seal.open(requests.get(requests.size() - 1)).message();
        assertThat(answer(refund.asRepeat())).isEqualTo("00");
        assertThat(answer(refund.with(11, "000094"))).isEqualTo("94");
        assertThat(world.account()).isEqualTo(eur(20300));
    }

    @Test
    void aRefundOfMoreThanWasPaidIsRefused() {
        TapResult result = terminal().refund(eur(300)).tap(world.card);

        assertThat(result.outcome()).isEqualTo(Outcome.DECLINED);
        assertThat(result.reason()).contains("61");
        assertThat(world.account()).isEqualTo(eur(20000));
    }

    @Test
    void aRefundThatIsNotAnsweredWaits() {
        Terminal terminal = terminal();
        terminal.purchase(eur(800)).tap(world.card);
        terminal.forward();
        answersAreLost = true;
        TapResult result = terminal.refund(eur(300)).tap(world.card);
        assertThat(result.shows(Prompt.REFUNDED)).isFalse();
        assertThat(result.reason()).contains("waits");

        answersAreLost = false;
        assertThat(terminal.forward()).extracting(m -> m.require(39)).containsExactly("00");
        assertThat(world.account()).isEqualTo(eur(20300));
    }
}
