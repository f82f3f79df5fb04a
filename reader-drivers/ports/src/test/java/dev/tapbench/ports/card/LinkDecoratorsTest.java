package dev.tapbench.ports.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.trace.ApduExchanged;
import dev.tapbench.ports.trace.LinkClosed;
import dev.tapbench.ports.trace.LinkOpened;
import dev.tapbench.ports.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkDecoratorsTest {
    private static Bytes send(CardLink link, String command) {
        return Bytes.of(link.transmit(Bytes.hex(command).toArray()));
    }

    @Test
    void getResponseCollectsAllData() {
        ScriptedCard card = ScriptedCard.named("T=0")
                .answers("01A4040002 3F00", "6102")
                .answers("01C0000002", "AABB 6101")
                .answers("01C0000001", "CC 9000");
        try (CardLink link = GetResponseLink.on(card.reader(Medium.CONTACT_T0)).tap(card)) {
            assertThat(send(link, "01A40400023F00")).isEqualTo(Bytes.hex("AABBCC9000"));
        }
        card.requireDone();
    }

    @Test
    void aWrongLeIsCorrectedOnce() {
        ScriptedCard card = ScriptedCard.named("T=0")
                .answers("00B2010C00", "6C03")
                .answers("00B2010C03", "AABBCC9000")
                .answers("0084000008", "6C04")
                .answers("0084000004", "6C08")
                .answers("00840000", "6C08")
                .answers("0084000008", "9000")
                .answers("00CB3FFF015C00", "6C02")
                .answers("00CB3FFF015C02", "AABB9000");
        GetResponseLink link = new GetResponseLink(card.link());
        assertThat(send(link, "00B2010C00")).isEqualTo(Bytes.hex("AABBCC9000"));
        assertThat(send(link, "0084000008")).as("a card that cannot decide").isEqualTo(Bytes.hex("6C08"));
        assertThat(send(link, "00840000")).as("case 1").isEqualTo(Bytes.hex("9000"));
        assertThat(send(link, "00CB3FFF015C00")).as("case 4").isEqualTo(Bytes.hex("AABB9000"));
        card.requireDone();
    }

    @Test
    void aCardThatNeverEndsIsNotWaitedForForever() {
        GetResponseLink link = new GetResponseLink(command -> new byte[] {0x61, 0x00});
        assertThatExceptionOfType(DeviceException.class)
                .isThrownBy(() -> send(link, "00A40000"))
                .withMessageContaining("256 times");
        GetResponseLink mute = new GetResponseLink(command -> new byte[1]);
        assertThatExceptionOfType(DeviceException.class)
                .isThrownBy(() -> send(mute, "00A40000"))
                .withMessageContaining("status word");
    }

    @Test
    void theCardIsTakenAwayBeforeTheCommandAndComesBack() {
        ScriptedCard card =
                ScriptedCard.named("cut").answers("80E20000", "9000").answers("80E28001", "9000");
        InterruptingReader reader =
                new InterruptingReader(card.reader(Medium.CONTACTLESS), command -> command.at(2) == 0x80);
        try (CardLink link = reader.tap(card)) {
            send(link, "80E20000");
            assertThat(reader.hasInterrupted()).isFalse();
            assertThatExceptionOfType(CardRemovedException.class)
                    .isThrownBy(() -> send(link, "80E28001"))
                    .withMessageContaining("cut")
                    .withMessageContaining("80E28001");
            assertThat(reader.hasInterrupted()).isTrue();
            assertThatExceptionOfType(DeviceException.class)
                    .isThrownBy(() -> send(link, "80E28001"))
                    .withMessageContaining("tap it again");
        }
        try (CardLink link = reader.tap(card)) {
            assertThat(send(link, "80E28001")).isEqualTo(Bytes.hex("9000"));
        }
        card.requireDone();
    }

    @Test
    void recordingNotesEachTapExchangeAndEnd() {
        List<TraceEvent> events = new ArrayList<>();
        ScriptedCard card = ScriptedCard.named("seen").alwaysAnswers("00B00000", "9000");
        Reader reader = new RecordingReader(card.reader(Medium.CONTACTLESS), events::add);
        CardLink link = reader.tap(card);
        send(link, "00B00000");
        link.close();
        link.close();
        reader.tap(card).close();
        assertThat(events)
                .extracting(TraceEvent::getClass)
                .<Class<?>>map(c -> c)
                .containsExactly(
                        LinkOpened.class, ApduExchanged.class, LinkClosed.class, LinkOpened.class, LinkClosed.class);
        ApduExchanged exchange = (ApduExchanged) events.get(1);
        assertThat(exchange.tap()).isEqualTo(1);
        assertThat(exchange.card()).isEqualTo("seen");
        assertThat(exchange.command()).isEqualTo(Bytes.hex("00B00000"));
        assertThat(exchange.response()).isEqualTo(Bytes.hex("9000"));
        assertThat(((LinkOpened) events.get(3)).tap()).isEqualTo(2);
    }
}
