package dev.tapbench.parties.flow;

import static dev.tapbench.parties.flow.World.eur;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.Pin;
import dev.tapbench.parties.issuer.Hold;
import dev.tapbench.parties.messages.HostConnection;
import dev.tapbench.parties.messages.HostSeal;
import dev.tapbench.parties.terminal.LoadTransaction;
import dev.tapbench.parties.terminal.Outcome;
import dev.tapbench.parties.terminal.TapResult;
import dev.tapbench.parties.terminal.Terminal;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.hsm.KeyLabel;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.MessageType;
import dev.tapbench.ports.trace.Prompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThreeTapLoadTest {
    private final World world = new World(eur(2000));

    @AfterEach
    void close() {
        world.close();
    }

    private LoadTransaction approved(Terminal terminal) {
        LoadTransaction load = terminal.load(eur(5000));
        TapResult result = load.tap(world.card);
        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.ONLINE_REQUEST);
        assertThat(result.shows(Prompt.PRESENT_CARD_AGAIN)).isTrue();
        return load;
    }

    private LoadTransaction authenticated(Terminal terminal) {
        LoadTransaction load = approved(terminal);
        TapResult result = load.tap(world.card);
        assertThat(result.shows(Prompt.ENTER_PIN)).as(result.reason()).isTrue();
        return load;
    }

    @Test
    void aLoadOfNothingIsOverBeforeItBegins() {
        LoadTransaction load = world.terminal().load(eur(0));

        assertThat(load.state()).isEqualTo(LoadTransaction.State.REFUSED);
        assertThatThrownBy(() -> load.tap(world.card)).isInstanceOf(IllegalStateException.class);
        assertThat(world.messages(MessageType.AUTHORIZATION_REQUEST)).isEmpty();
    }

    @Test
    void loadsTheCardOnceAndTheBooksAgree() {
        Terminal terminal = world.terminal();
        LoadTransaction load = approved(terminal);
        assertThat(world.books().open()).isEqualTo(eur(5000));
        assertThat(world.books().position()).isEqualTo(eur(2000));

        assertThat(load.tap(world.card).shows(Prompt.ENTER_PIN)).isTrue();
        assertThat(world.card.funds).isEqualTo(2000);
        load.enterPin(World.PIN);
        TapResult last = load.tap(world.card);

        assertThat(last.outcome()).as(last.reason()).isEqualTo(Outcome.APPROVED);
        assertThat(last.reason()).isEmpty();
        assertThat(last.shows(Prompt.LOAD_ACCEPTED)).isTrue();
        assertThat(load.state()).isEqualTo(LoadTransaction.State.ACCEPTED);
        assertThat(world.card.funds).isEqualTo(7000);
        assertThat(world.books().position()).isEqualTo(eur(7000));
        assertThat(world.books().settled()).isTrue();
        assertThat(world.issuer.books().accounts()).containsValue(eur(15000));
        assertThat(world.messages(MessageType.AUTHORIZATION_REQUEST).get(0).destination())
                .isEqualTo("127.0.0.1:" + world.host.address().getPort());
        assertThatThrownBy(() -> load.tap(world.card)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aWrongPinLoadsNothingAndCostsOneTry() {
        LoadTransaction load = authenticated(world.terminal());
        load.enterPin(Pin.of("9999"));
        TapResult wrong = load.tap(world.card);

        assertThat(wrong.shows(Prompt.WRONG_PIN)).isTrue();
        assertThat(wrong.pinTriesLeft()).hasValue(2);
        assertThat(world.card.funds).isEqualTo(2000);
        assertThat(world.books().open()).isEqualTo(eur(5000));

        load.enterPin(World.PIN);
        assertThat(load.tap(world.card).outcome()).isEqualTo(Outcome.APPROVED);
        assertThat(world.books().position()).isEqualTo(eur(7000));
    }

    @Test
    void theLastWrongPinAbandonsAndTheAbandonedReceiptReleasesTheHold() {
        LoadTransaction load = authenticated(world.terminal());
        for (int i = 0; i < 2; i++) {
            load.enterPin(Pin.of("9999"));
            assertThat(load.tap(world.card).shows(Prompt.WRONG_PIN)).isTrue();
        }
        load.enterPin(Pin.of("9999"));
        TapResult last = load.tap(world.card);

        assertThat(last.shows(Prompt.PIN_TRIES_EXHAUSTED)).isTrue();
        assertThat(last.outcome()).isEqualTo(Outcome.DECLINED);
        assertThat(world.books().settled()).isTrue();
        assertThat(world.books().position()).isEqualTo(eur(2000));
        assertThat(world.decided(Decision.HOLD_RELEASED, true)).isTrue();
    }

    @Test
    void theAnswerToAnotherLoadIsRefusedByTheCardAndItsWordReleasesTheHold() {
        List<Bytes> answers = new ArrayList<>();
        Terminal honest = world.terminal(request -> {
            Optional<Bytes> answer = world.line.exchange(request);
            answer.ifPresent(answers::add);
            return answer;
        });
        LoadTransaction first = authenticated(honest);
        first.enterPin(World.PIN);
        assertThat(first.tap(world.card).outcome()).isEqualTo(Outcome.APPROVED);

        HostSeal seal = new HostSeal(world.hsm, World.TERMINAL_KEY);
        Bytes earlier = seal.open(answers.get(0)).message().chipData();
        // Another terminal session: its trace numbers begin anew, the time tells its messages from the first's.
        world.pass(Duration.ofMinutes(1));
        Terminal terminal = world.terminal(request -> world.line
                .exchange(request)
                .map(answer -> seal.seal(seal.open(answer).message().withChipData(earlier))));
        LoadTransaction second = approved(terminal);
        TapResult refused = second.tap(world.card);

        assertThat(refused.shows(Prompt.LOAD_REFUSED)).isTrue();
        assertThat(refused.shows(Prompt.ENTER_PIN)).isFalse();
        assertThat(world.card.funds).isEqualTo(7000);
        assertThat(world.books().open()).isEqualTo(eur(5000));
        assertThat(terminal.forward()).hasSize(1);
        assertThat(world.books().settled()).isTrue();
        assertThat(world.decided(Decision.HOLD_IN_DOUBT, true)).isTrue();
        assertThat(world.decided(Decision.HOLD_RELEASED, true)).isTrue();
    }

    @Test
    void aCardThatDoesNotCompareTheArpcIsAskedForThePin() {
        world.card.comparesArpc = false;
        HostSeal seal = new HostSeal(world.hsm, World.TERMINAL_KEY);
        HostConnection swapping = request -> world.line.exchange(request).map(answer -> {
            Bytes data = seal.open(answer).message().chipData();
            byte[] changed = data.toArray();
            changed[6] ^= 1;
            return seal.seal(seal.open(answer).message().withChipData(Bytes.of(changed)));
        });
        assertThat(authenticated(world.terminal(swapping)).state()).isEqualTo(LoadTransaction.State.AWAITING_PIN);

        world.card.comparesArpc = true;
        world.pass(Duration.ofMinutes(1));
        LoadTransaction sound = approved(world.terminal(swapping));
        assertThat(sound.tap(world.card).shows(Prompt.LOAD_REFUSED)).isTrue();
    }

    @Test
    void aGenuineAnswerToAnotherRequestIsNotBelieved() {
        List<Bytes> answers = new ArrayList<>();
        Terminal terminal = world.terminal(request -> {
            Optional<Bytes> answer = world.line.exchange(request);
            answer.ifPresent(answers::add);
            return Optional.of(answers.get(0));
        });
        approved(terminal).cancel();
        TapResult result = terminal.load(eur(5000)).tap(world.card);

        assertThat(result.shows(Prompt.LOAD_REFUSED)).isTrue();
        assertThat(result.reason()).contains("answers another request");
    }

    @Test
    void aCertificateThatTheCardDidNotSignIsRefused() {
        LoadTransaction load = approved(world.terminal());
        world.card.signsOtherThanItSends = true;
        TapResult result = load.tap(world.card);

        assertThat(result.shows(Prompt.LOAD_REFUSED)).isTrue();
        assertThat(result.reason()).contains("CDA");
        assertThat(world.decided(Decision.SAME_CARD, false)).isTrue();
        assertThat(world.decided(Decision.SAME_CARD, true)).isFalse();
    }

    @Test
    void aRequestThatTheCardDidNotSignNeverLeaves() {
        world.card.signsOtherThanItSends = true;
        TapResult result = world.terminal().load(eur(5000)).tap(world.card);

        assertThat(result.shows(Prompt.LOAD_REFUSED)).isTrue();
        assertThat(world.decided(Decision.OFFLINE_DATA_AUTHENTICATED, false)).isTrue();
        assertThat(world.messages(MessageType.AUTHORIZATION_REQUEST)).isEmpty();
    }

    @Test
    void aCardOfAnotherAuthorityIsRefused() {
        Terminal otherIndex = world.terminal(world.line, 2, KeyLabel.of("ca/rsa"));
        assertThat(otherIndex.load(eur(5000)).tap(world.card).reason()).contains("CA key 01");

        world.hsm.generateRsa(KeyLabel.of("ca/other"), 1408, 3);
        Terminal otherKey = world.terminal(world.line, 1, KeyLabel.of("ca/other"));
        assertThat(otherKey.load(eur(5000)).tap(world.card).outcome()).isEqualTo(Outcome.DECLINED);
        assertThat(world.decided(Decision.OFFLINE_DATA_AUTHENTICATED, false)).isTrue();
        assertThat(world.messages(MessageType.AUTHORIZATION_REQUEST)).isEmpty();
    }

    @Test
    void anApprovalChangedOnItsWayIsNotBelieved() {
        Terminal terminal =
                world.terminal(request -> world.line.exchange(request).map(answer -> {
                    byte[] changed = answer.toArray();
                    changed[changed.length - 9] ^= 1;
                    return Bytes.of(changed);
                }));
        LoadTransaction load = terminal.load(eur(5000));
        TapResult result = load.tap(world.card);

        assertThat(result.shows(Prompt.LOAD_REFUSED)).isTrue();
        assertThat(result.shows(Prompt.PRESENT_CARD_AGAIN)).isFalse();
        assertThat(world.decided(Decision.RESPONSE_MAC_VALID, false)).isTrue();
        assertThat(world.books().open()).isEqualTo(eur(5000));
    }

    @Test
    void noAnswerEndsTheLoadAndItsReversalPutsTheHoldInDoubtUntilTheCardReturns() {
        boolean[] lose = {true};
        Terminal terminal = world.terminal(request -> {
            Optional<Bytes> answer = world.line.exchange(request);
            return lose[0] ? Optional.empty() : answer;
        });
        LoadTransaction load = terminal.load(eur(5000));
        assertThat(load.tap(world.card).shows(Prompt.LOAD_REFUSED)).isTrue();
        assertThat(terminal.waitingAdvices()).isEqualTo(1);
        assertThat(terminal.forward()).isEmpty();
        assertThat(world.books().inDoubt()).isEqualTo(eur(5000));

        lose[0] = false;
        assertThat(terminal.forward()).hasSize(1);
        assertThat(terminal.waitingAdvices()).isZero();
        assertThat(world.messages(MessageType.REVERSAL_ADVICE))
                .extracting(message -> message.fields().get("MTI"))
                .containsExactly("0420", "0421");
        assertThat(world.books().inDoubt()).isEqualTo(eur(5000));

        authenticated(terminal);
        assertThat(world.books().holds()).extracting(Hold::state).containsExactly(Hold.State.RELEASED, Hold.State.OPEN);
    }

    @Test
    void aReceiptThatNeverArrivedIsBookedOnTheNextCryptogram() {
        boolean[] lose = {false};
        Terminal terminal = world.terminal(request -> lose[0] ? Optional.empty() : world.line.exchange(request));
        LoadTransaction load = authenticated(terminal);
        load.enterPin(World.PIN);
        lose[0] = true;
        TapResult last = load.tap(world.card);
        assertThat(last.shows(Prompt.LOAD_ACCEPTED)).isTrue();
        assertThat(last.reason()).contains("waits");
        assertThat(world.card.funds).isEqualTo(7000);
        assertThat(world.books().open()).isEqualTo(eur(5000));

        lose[0] = false;
        assertThat(terminal.load(eur(1000)).tap(world.card).outcome()).isEqualTo(Outcome.ONLINE_REQUEST);
        assertThat(world.books().holds()).extracting(Hold::state).containsExactly(Hold.State.BOOKED, Hold.State.OPEN);
        assertThat(world.books().position()).isEqualTo(eur(7000));
        // The completion comes late and as a repeat: it is accepted, and nothing is booked twice.
        assertThat(terminal.forward()).extracting(m -> m.require(39)).containsExactly("00");
        assertThat(world.books().position()).isEqualTo(eur(7000));
    }

    @Test
    void aCardThatLeavesIsAskedForAgainAtEveryCommandOfEveryTap() {
        for (boolean after : new boolean[] {false, true}) {
            for (int[] step : new int[][] {
                {1, 0xA4}, {1, 0xA8}, {1, 0xB2}, {1, 0xAE}, {2, 0xA4}, {2, 0xCA}, {2, 0xAE}, {3, 0xA4}, {3, 0x84},
                {3, 0x20}
            }) {
                try (World fresh = new World(eur(2000))) {
                    LoadTransaction load = fresh.terminal().load(eur(5000));
                    for (int tap = 1; tap <= 3; tap++) {
                        if (tap == step[0]) {
                            fresh.card.leavesAt = step[1];
                            fresh.card.leavesAfter = after;
                            TapResult torn = load.tap(fresh.card);
                            assertThat(torn.shows(Prompt.TRY_AGAIN)).isTrue();
                        }
                        load.tap(fresh.card);
                        if (tap == 2) {
                            load.enterPin(World.PIN);
                        }
                    }
                    assertThat(load.state())
                            .as("tap %d, ins %X", step[0], step[1])
                            .isEqualTo(LoadTransaction.State.ACCEPTED);
                    assertThat(fresh.card.funds).isEqualTo(7000);
                    assertThat(fresh.books().position()).isEqualTo(eur(7000));
                    assertThat(fresh.books().settled()).isTrue();
                }
            }
        }
    }

    @Test
    void thePinIsKeptFor45SecondsOnly() {
        LoadTransaction load = authenticated(world.terminal());
        load.enterPin(World.PIN);
        world.pass(Duration.ofSeconds(45));
        TapResult late = load.tap(world.card);

        assertThat(late.shows(Prompt.ENTER_PIN)).isTrue();
        assertThat(world.card.triesLeft).isEqualTo(3);
        load.enterPin(World.PIN);
        world.pass(Duration.ofSeconds(44));
        assertThat(load.tap(world.card).outcome()).isEqualTo(Outcome.APPROVED);
    }

    @Test
    void noPinBeforeTheCertificate() {
        LoadTransaction load = approved(world.terminal());

        assertThatThrownBy(() -> load.enterPin(World.PIN)).isInstanceOf(IllegalStateException.class);
        load.cancel();
        assertThat(load.state()).isEqualTo(LoadTransaction.State.REFUSED);
        assertThat(world.books().open()).isEqualTo(eur(5000));
    }

    @Test
    void aCardThatAcceptsBeforeAnyPinWasSentIsNotBelieved() {
        world.card.acceptsWithoutPin = true;
        LoadTransaction load = approved(world.terminal());
        load.tap(world.card);
        load.enterPin(World.PIN);
        TapResult result = load.tap(world.card);

        assertThat(load.state()).isEqualTo(LoadTransaction.State.REFUSED);
        assertThat(result.reason()).contains("no PIN was sent to it");
        assertThat(world.books().open()).as("still set aside").isEqualTo(eur(5000));
    }

    @Test
    void anotherCardIsSentAway() {
        LoadTransaction load = approved(world.terminal());
        try (World other = new World(eur(0))) {
            TapResult result = load.tap(other.card);
            assertThat(result.shows(Prompt.TRY_AGAIN)).isTrue();
            assertThat(world.decided(Decision.SAME_CARD, false)).isTrue();
        }
        assertThat(load.tap(world.card).shows(Prompt.ENTER_PIN)).isTrue();
    }

    @Test
    void theIssuerKeepsItsLimits() {
        Terminal terminal = world.terminal();
        assertThat(terminal.load(eur(13001)).tap(world.card).reason()).contains("61");
        assertThat(terminal.load(eur(12500)).tap(world.card).reason()).contains("61");
        for (int i = 0; i < 3; i++) {
            LoadTransaction load = authenticated(terminal, 1000);
            load.enterPin(World.PIN);
            load.tap(world.card);
        }
        assertThat(terminal.load(eur(1000)).tap(world.card).reason()).contains("65");
        world.pass(Duration.ofDays(1));
        assertThat(terminal.load(eur(1000)).tap(world.card).outcome()).isEqualTo(Outcome.ONLINE_REQUEST);
        world.issuer.hotlist(world.card.pan);
        assertThat(terminal.load(eur(1000)).tap(world.card).reason()).contains("43");
        world.books();
    }

    private LoadTransaction authenticated(Terminal terminal, long cents) {
        LoadTransaction load = terminal.load(eur(cents));
        load.tap(world.card);
        load.tap(world.card);
        return load;
    }

    @Test
    void ageingMovesTheHoldToSuspenseAndTheCardsReturnReleasesIt() {
        Terminal terminal = world.terminal();
        approved(terminal);
        world.pass(Duration.ofDays(40));
        world.issuer.age(Duration.ofDays(30));
        assertThat(world.books().suspense()).isEqualTo(eur(5000));

        approved(terminal);
        assertThat(world.books().suspense()).isEqualTo(eur(0));
        assertThat(world.books().open()).isEqualTo(eur(5000));
    }
}
