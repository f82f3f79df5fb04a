package dev.tapbench.parties.flow;

import static dev.tapbench.parties.flow.World.eur;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.parties.messages.HostSeal;
import dev.tapbench.parties.terminal.Outcome;
import dev.tapbench.parties.terminal.PurchaseTransaction;
import dev.tapbench.parties.terminal.TapResult;
import dev.tapbench.parties.terminal.Terminal;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PurchaseTest {
    private final World world = new World(eur(2000));

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aPurchaseIsApprovedOfflineAndPresentedLater() {
        Terminal terminal = world.terminal();
        TapResult result = terminal.purchase(eur(800)).tap(world.card);

        assertThat(result.outcome()).as(result.reason()).isEqualTo(Outcome.APPROVED);
        assertThat(world.decided(Decision.OFFLINE_DATA_AUTHENTICATED, true)).isTrue();
        assertThat(world.books().position()).isEqualTo(eur(2000));
        assertThat(terminal.forward()).extracting(m -> m.require(39)).containsExactly("00");
        assertThat(world.books().position()).isEqualTo(eur(1200));
        assertThat(world.issuer.books().claims()).containsEntry("TAPBENCH SHOP", eur(800));
    }

    @Test
    void aCertificateIsPaidOnce() {
        List<Bytes> requests = new ArrayList<>();
        Terminal terminal = world.terminal(request -> {
            requests.add(request);
            return world.line.exchange(request);
        });
        terminal.purchase(eur(800)).tap(world.card);
        terminal.forward();
        Bytes presented = requests.get(0);
        HostSeal seal = new HostSeal(world.hsm, World.TERMINAL_KEY);

        // The same message: the same answer. The same certificate in another message: refused.
        Bytes first = world.line.exchange(presented).orElseThrow();
        assertThat(seal.open(first).message().require(39)).isEqualTo("00");
        HostMessage again = seal.open(presented).message().with(11, "000099");
        assertThat(seal.open(world.line.exchange(seal.seal(again)).orElseThrow())
                        .message()
                        .require(39))
                .isEqualTo("94");
        assertThat(world.books().position()).isEqualTo(eur(1200));
    }

    @Test
    void aChangedAmountIsNoCertificateOfTheCard() {
        List<Bytes> requests = new ArrayList<>();
        Terminal terminal = world.terminal(request -> {
            requests.add(request);
            return Optional.empty();
        });
        terminal.purchase(eur(800)).tap(world.card);
        terminal.forward();
        HostSeal seal = new HostSeal(world.hsm, World.TERMINAL_KEY);
        HostMessage honest = seal.open(requests.get(0)).message();
        String raised = honest.chipData().toHex().replace("9F0206000000000800", "9F0206000000001800");

        HostMessage both = honest.with(4, "000000001800").withChipData(Bytes.hex(raised));
        assertThat(answerTo(seal, both.with(11, "000091"))).isEqualTo("63");
        assertThat(answerTo(seal, honest.with(4, "000000001800").with(11, "000092")))
                .isEqualTo("30");
        assertThat(answerTo(seal, honest.with(3, "280000").with(11, "000093"))).isEqualTo("30");
        assertThat(world.books().position()).isEqualTo(eur(2000));
    }

    private String answerTo(HostSeal seal, HostMessage message) {
        return seal.open(world.line.exchange(seal.seal(message)).orElseThrow())
                .message()
                .require(39);
    }

    @Test
    void thePhoneIsSeenAndTheSecondTapPays() {
        PurchaseTransaction purchase = world.terminal().purchase(eur(800));
        world.card.interaction = Optional.of(Bytes.hex("100000"));
        TapResult first = purchase.tap(world.card);

        assertThat(first.outcome()).isEqualTo(Outcome.END_APPLICATION);
        assertThat(first.restart()).isTrue();
        assertThat(first.shows(Prompt.SEE_PHONE)).isTrue();
        assertThat(purchase.state()).isEqualTo(PurchaseTransaction.State.AWAITING_TAP_AGAIN);

        world.card.interaction = Optional.empty();
        assertThat(purchase.tap(world.card).outcome()).isEqualTo(Outcome.APPROVED);
    }

    @Test
    void declinesWhereTheCardDeclines() {
        TapResult result = world.terminal().purchase(eur(2001)).tap(world.card);

        assertThat(result.outcome()).isEqualTo(Outcome.DECLINED);
        assertThat(result.shows(Prompt.SEE_PHONE)).isFalse();
    }
}
