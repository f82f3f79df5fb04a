package dev.tapbench.parties.flow;

import static dev.tapbench.parties.flow.World.eur;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.LoadReceipt;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tlv;
import dev.tapbench.parties.issuer.Hold;
import dev.tapbench.parties.messages.HostFrames;
import dev.tapbench.parties.messages.HostMessage;
import dev.tapbench.parties.messages.HostSeal;
import dev.tapbench.parties.terminal.LoadTransaction;
import dev.tapbench.parties.terminal.Terminal;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.MessageType;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IssuerHostTest {
    private final World world = new World(eur(2000));
    private final HostSeal seal = new HostSeal(world.hsm, World.TERMINAL_KEY);
    private final List<HostMessage> sent = new ArrayList<>();
    private boolean holdBack;

    @AfterEach
    void close() {
        world.close();
    }

    private Terminal terminal() {
        return world.terminal(request -> {
            sent.add(seal.open(request).message());
            return holdBack ? Optional.empty() : world.line.exchange(request);
        });
    }

    private String answer(HostMessage message) {
        return seal.open(world.line.exchange(seal.seal(message)).orElseThrow())
                .message()
                .require(39);
    }

    /** A load that the card accepted and whose completion is held back. */
    private HostMessage completionHeldBack() {
        LoadTransaction load = terminal().load(eur(5000));
        load.tap(world.card);
        load.tap(world.card);
        load.enterPin(World.PIN);
        holdBack = true;
        load.tap(world.card);
        holdBack = false;
        return sent.get(sent.size() - 1);
    }

    private static HostMessage withReceipt(HostMessage completion, LoadReceipt receipt, String traceNumber) {
        return completion.with(11, traceNumber).withChipData(Tlv.encode(Tags.LOAD_RECEIPT, receipt.encode()));
    }

    private static LoadReceipt receipt(HostMessage completion) {
        return LoadReceipt.parse(Tlv.parse(completion.chipData()).value());
    }

    @Test
    void booksOnlyOnTheCardsOwnReceiptOfThisLoad() {
        HostMessage completion = completionHeldBack();
        LoadReceipt good = receipt(completion);
        LoadReceipt more = new LoadReceipt(
                1,
                good.status(),
                good.atc(),
                good.arqc(),
                9000,
                good.currencyCode(),
                good.loadNumber(),
                11000,
                good.mac());
        LoadReceipt abandoned = new LoadReceipt(
                1,
                LoadReceipt.Status.ABANDONED,
                good.atc(),
                good.arqc(),
                good.amount(),
                good.currencyCode(),
                0,
                2000,
                good.mac());
        LoadReceipt otherAtc = new LoadReceipt(
                1,
                good.status(),
                good.atc() + 1,
                good.arqc(),
                good.amount(),
                good.currencyCode(),
                good.loadNumber(),
                good.fundsAfter(),
                good.mac());

        assertThat(answer(withReceipt(completion, more, "000901"))).isEqualTo("63");
        assertThat(answer(withReceipt(completion, abandoned, "000902"))).isEqualTo("63");
        assertThat(answer(withReceipt(completion, otherAtc, "000903"))).isEqualTo("63");
        assertThat(answer(completion.with(4, "000000009000").with(11, "000904")))
                .isEqualTo("30");
        assertThat(answer(completion.with(11, "000905").withChipData(sent.get(0).chipData())))
                .as("a cryptogram is not a receipt")
                .isEqualTo("30");
        assertThat(world.books().open()).isEqualTo(eur(5000));
        assertThat(world.decided(Decision.LOAD_BOOKED, true)).isFalse();

        assertThat(answer(completion)).isEqualTo("00");
        assertThat(world.books().position()).isEqualTo(eur(7000));
        assertThat(answer(completion.with(11, "000906"))).isEqualTo("00");
        assertThat(answer(completion.asRepeat())).isEqualTo("00");
        assertThat(world.books().position()).isEqualTo(eur(7000));
        assertThat(world.books().settled()).isTrue();
    }

    @Test
    void anOldReceiptDoesNotCompleteANewLoad() {
        HostMessage completion = completionHeldBack();
        assertThat(answer(completion)).isEqualTo("00");
        LoadTransaction second = terminal().load(eur(5000));
        world.pass(java.time.Duration.ofMinutes(1));
        second.tap(world.card);

        assertThat(answer(completion.with(11, "000907"))).isEqualTo("00");
        assertThat(world.books().holds()).extracting(Hold::state).containsExactly(Hold.State.BOOKED, Hold.State.OPEN);
        assertThat(world.books().position()).isEqualTo(eur(7000));
    }

    @Test
    void aRepeatIsAnsweredTheSameAndDoneOnce() {
        List<Bytes> requests = new ArrayList<>();
        Terminal terminal = world.terminal(request -> {
            requests.add(request);
            return world.line.exchange(request);
        });
        terminal.load(eur(5000)).tap(world.card);
        Bytes first = world.line.exchange(requests.get(0)).orElseThrow();
        Bytes second = world.line.exchange(requests.get(0)).orElseThrow();

        assertThat(second).isEqualTo(first);
        assertThat(seal.open(first).message().require(39)).isEqualTo("00");
        assertThat(world.books().open()).isEqualTo(eur(5000));
        assertThat(world.messages(MessageType.AUTHORIZATION_REQUEST)).hasSize(3);
    }

    @Test
    void anOldCryptogramInANewMessageIsRefused() {
        terminal().load(eur(5000)).tap(world.card);

        assertThat(answer(sent.get(0).with(11, "000800"))).isEqualTo("63");
        assertThat(world.books().open()).isEqualTo(eur(5000));
    }

    @Test
    void whatTheCryptogramDoesNotCoverIsNotBelieved() {
        holdBack = true;
        terminal().load(eur(5000)).tap(world.card);
        HostMessage request = sent.get(0);
        String chip = request.chipData().toHex();
        HostMessage raised = request.with(4, "000000009000")
                .withChipData(Bytes.hex(chip.replace("9F0206000000005000", "9F0206000000009000")));
        HostMessage shifted = request.withChipData(
                Bytes.hex(chip.replace("9F02060000000050009F0306", "9F020700000000500000" + "9F0305")));

        assertThat(answer(request.with(4, "000000009000").with(11, "000701"))).isEqualTo("30");
        assertThat(answer(raised.with(11, "000702"))).isEqualTo("63");
        assertThat(answer(shifted.with(11, "000703"))).isEqualTo("30");
        assertThat(answer(request.with(3, "000000").with(11, "000704"))).isEqualTo("30");
        assertThat(answer(request.with(3, "010000").with(11, "000706"))).isEqualTo("12");
        assertThat(answer(request.with(2, "9999020000000007").with(11, "000705")))
                .isEqualTo("14");
        assertThat(world.books().holds()).isEmpty();
        assertThat(answer(request)).isEqualTo("00");
    }

    @Test
    void aReversalThatComesFirstKillsItsAuthorization() {
        holdBack = true;
        Terminal terminal = terminal();
        terminal.load(eur(5000)).tap(world.card);
        holdBack = false;
        assertThat(terminal.forward()).hasSize(1);

        assertThat(answer(sent.get(0))).isEqualTo("05");
        assertThat(world.books().holds()).isEmpty();
    }

    @Test
    void aWrongMacIsRefusedAndRemembersNothing() {
        holdBack = true;
        terminal().load(eur(5000)).tap(world.card);
        byte[] wrong = seal.seal(sent.get(0)).toArray();
        wrong[wrong.length - 1] ^= 1;

        Bytes answer = world.line.exchange(Bytes.of(wrong)).orElseThrow();
        assertThat(seal.open(answer).macValid()).isTrue();
        assertThat(seal.open(answer).message().require(39)).isEqualTo("63");
        assertThat(world.books().holds()).isEmpty();
        assertThat(answer(sent.get(0))).isEqualTo("00");
    }

    @Test
    void answersANetworkRequestUnderTheSecondaryMac() {
        HostMessage echo = HostMessage.of("0800")
                .with(7, "1103120000")
                .with(11, "000001")
                .with(32, "99990")
                .with(41, World.TERMINAL)
                .with(70, "301");
        HostMessage answer =
                seal.open(world.line.exchange(seal.seal(echo)).orElseThrow()).message();

        assertThat(answer.mti()).isEqualTo("0810");
        assertThat(answer.require(70)).isEqualTo("301");
        assertThat(answer.require(39)).isEqualTo("00");
    }

    @Test
    void saysNothingToStrangersAndNoise() throws IOException {
        HostMessage stranger =
                HostMessage.of("0800").with(7, "1103120000").with(11, "000001").with(41, "UNKNOWN1");
        HostMessage nameless = HostMessage.of("0800").with(7, "1103120000").with(11, "000001");
        HostMessage answer = HostMessage.of("0810").with(41, World.TERMINAL);

        assertThat(world.line.exchange(seal.seal(stranger))).isEmpty();
        assertThat(world.line.exchange(seal.seal(nameless))).isEmpty();
        assertThat(world.line.exchange(seal.seal(answer))).isEmpty();
        assertThat(world.line.exchange(Bytes.hex("00010203"))).isEmpty();
        try (Socket socket = new Socket(
                world.host.address().getAddress(), world.host.address().getPort())) {
            socket.getOutputStream().write(new byte[] {0x7F, 0x00, 0x01});
        }
        // It still serves others.
        answersANetworkRequestUnderTheSecondaryMac();
    }

    /** Whoever finds no answer can learn, at once, that it is no lost message: a dead module must not look like a refused load. */
    @Test
    void saysThatItsModuleBroke() {
        World other = new World(eur(0));
        Bytes echo = new HostSeal(other.hsm, World.TERMINAL_KEY)
                .seal(HostMessage.of("0800")
                        .with(7, "1103120000")
                        .with(11, "000001")
                        .with(41, World.TERMINAL));
        other.host.requireSound();
        other.hsm.close();

        assertThat(other.line.exchange(echo)).isEmpty();

        assertThatThrownBy(other.host::requireSound)
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("the issuer host broke");
        assertThatThrownBy(other.host::close).isInstanceOf(DeviceException.class);
    }

    @Test
    void severalMessagesGoOverOneConnection() throws IOException {
        try (Socket socket = new Socket(
                world.host.address().getAddress(), world.host.address().getPort())) {
            for (int i = 1; i <= 3; i++) {
                HostMessage echo = HostMessage.of("0800")
                        .with(7, "1103120000")
                        .with(11, "00000" + i)
                        .with(32, "99990")
                        .with(41, World.TERMINAL)
                        .with(70, "301");
                HostFrames.write(socket.getOutputStream(), seal.seal(echo));
                Bytes answer = HostFrames.read(socket.getInputStream()).orElseThrow();
                assertThat(seal.open(answer).message().require(11)).isEqualTo("00000" + i);
            }
        }
    }

    @Test
    void closesWithItsThreadsEvenWhileAConnectionIsOpen() throws IOException {
        String address = "issuer-host";
        try (World other = new World(eur(0));
                Socket open = new Socket(
                        other.host.address().getAddress(), other.host.address().getPort())) {
            int port = open.getLocalPort();
            other.host.close();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain(address + "-" + port);
            assertThatThrownBy(() -> other.line.exchange(Bytes.hex("00")))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("issuer host");
        }
    }
}
