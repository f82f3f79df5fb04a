package dev.tapbench.drivers.pcsc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.PresentedCard;
import dev.tapbench.ports.card.Reader;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What protocol and length do to a command on its way through the service: the card's own answer to reset decides. */
@SuppressWarnings("NullAway.Init")
@Timeout(60)
class PcscProtocolTest {
    private static final int PORT = 35_964;
    /** ISO/IEC 7816-3, 8.2: T=1 and nothing else; the last byte is the check byte TCK. */
    private static final Bytes ONLY_T1 = Bytes.hex("3B800181");
    /** No interface bytes: T=0. */
    private static final Bytes ONLY_T0 = Bytes.hex("3B00");

    private static final Bytes WITH_LE = Bytes.hex("00A4040002 3F00 00");

    private PcscService service;

    @BeforeEach
    void open() {
        service = PcscService.open();
    }

    @AfterEach
    void close() throws IOException {
        if (service != null) {
            service.close();
        }
    }

    private static Bytes sent(WireCard card, String medium, Bytes command) throws InterruptedException {
        card.awaitPower();
        try (Reader reader = new PcscDriver().open(Target.parse("pcsc:Virtual PCD 00 01?medium=" + medium))) {
            assertThat(((PcscReader) reader).awaitCard(Duration.ofSeconds(10))).isTrue();
            try (CardLink link = reader.tap(new PresentedCard("wire card"))) {
                return Bytes.of(link.transmit(command.toArray()));
            }
        }
    }

    /** Data, then the status word. */
    private static Bytes echo(Bytes command, int at, int length) {
        return command.slice(at, at + length).then(Bytes.hex("9000"));
    }

    /** ISO/IEC 7816-4, 5.1: extended Lc and Le, more than 256 bytes in both directions. */
    @Test
    void extendedLengthPassesBothWaysOverT1() throws Exception {
        for (int length : new int[] {257, 300, 2_000, 30_000}) {
            Bytes data = Bytes.zeros(length - 1).then(Bytes.hex("5A"));
            Bytes command = Bytes.hex(String.format("80E2000000%04X", length))
                    .then(data)
                    .then(Bytes.hex("0000"));
            try (WireCard card = new WireCard(PORT, ONLY_T1, heard -> echo(heard, 7, length))) {
                assertThat(sent(card, "contact-t1", command))
                        .as("%d bytes", length)
                        .isEqualTo(data.then(Bytes.hex("9000")));
                assertThat(card.heard()).containsExactly(command);
            }
        }
    }

    /** A T=1 card gets Le; in T=0 there is none behind data (ISO/IEC 7816-3, 12.1.3). */
    @Test
    void theCardsProtocolDecidesWhetherLeIsSent() throws Exception {
        for (String medium : new String[] {"contact", "contact-t1"}) {
            try (WireCard card = new WireCard(PORT, ONLY_T1, heard -> Bytes.hex("9000"))) {
                assertThat(sent(card, medium, WITH_LE)).isEqualTo(Bytes.hex("9000"));
                assertThat(card.heard()).as(medium).containsExactly(WITH_LE);
            }
            try (WireCard card = new WireCard(PORT, ONLY_T0, heard -> Bytes.hex("6102"))) {
                assertThat(sent(card, medium, WITH_LE)).isEqualTo(Bytes.hex("6102"));
                assertThat(card.heard()).as(medium).containsExactly(WITH_LE.slice(0, WITH_LE.length() - 1));
            }
        }
    }
}
