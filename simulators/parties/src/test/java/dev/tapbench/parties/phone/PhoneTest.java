package dev.tapbench.parties.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.emv.EmvDataException;
import dev.tapbench.emv.Pin;
import dev.tapbench.emv.UserSettings;
import dev.tapbench.parties.phone.Phone.CvmResult;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Capability;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Medium;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.trace.Decided;
import dev.tapbench.ports.trace.Decision;
import dev.tapbench.ports.trace.Entered;
import dev.tapbench.ports.trace.Party;
import dev.tapbench.ports.trace.Prompt;
import dev.tapbench.ports.trace.Prompted;
import dev.tapbench.ports.trace.TraceEvent;
import dev.tapbench.risk.CvmMethod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhoneTest {
    private static final Bytes AID = Bytes.hex("F0544150011010");
    private static final String SELECT = "00A4040007F054415001101000";
    private static final Pin PASSCODE = Pin.of("246810");
    private static final String VERIFY = "002000800826246810FFFFFFFF";

    private final List<TraceEvent> events = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    };
    private Instant now = Instant.EPOCH;
    private String toSettings = "9000";
    private PhoneConfig config = PhoneConfig.PLAIN;

    private Phone phone(String answer) {
        return phone("9000", answer);
    }

    private Phone phone(String selected, String answer) {
        Card secureElement = () -> "phone";
        Reader wire = new Reader() {
            @Override
            public String name() {
                return "wire";
            }

            @Override
            public Medium medium() {
                return Medium.WIRED;
            }

            @Override
            public Set<Capability> capabilities() {
                return Set.of(Capability.WIRED);
            }

            @Override
            public CardLink tap(Card card) {
                return command -> {
                    sent.add(Bytes.of(command).toHex());
                    String other = command[1] == (byte) 0xDA ? toSettings : answer;
                    return Bytes.hex(command[1] == (byte) 0xA4 ? selected : other)
                            .toArray();
                };
            }

            @Override
            public void close() {}
        };
        return new Phone(secureElement, wire, AID, config, Optional.empty(), clock, events::add);
    }

    @Test
    void theAppletsWishForItsOwnerBecomesAPrompt() {
        assertThat(phone("DF4B031000009000").tapEnded()).isTrue();
        assertThat(sent).containsExactly(SELECT, "80CADF4B00");
        assertThat(events).containsExactly(new Prompted(Party.PHONE, Prompt.ENTER_PASSCODE, ""));
    }

    @Test
    void withoutAWishNothingIsShown() {
        assertThat(phone("DF4B030000009000").tapEnded()).isFalse();
        assertThat(events).isEmpty();
    }

    @Test
    void anAnswerThatIsNoneIsTold() {
        assertThatThrownBy(() -> phone("6A88").tapEnded())
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("6A88");
        assertThatThrownBy(() -> phone("DF4B0110" + "9000").tapEnded()).isInstanceOf(EmvDataException.class);
        assertThatThrownBy(() -> phone("6A82", "9000").tapEnded())
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("SELECT");
        assertThatThrownBy(() -> phone("6F00").enterPasscode(PASSCODE))
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("6F00");
    }

    @Test
    void theRightPasscodeAsksForTheSecondTap() {
        assertThat(phone("9000").enterPasscode(PASSCODE)).isEqualTo(CvmResult.VALID);
        assertThat(sent).containsExactly(SELECT, VERIFY);
        assertThat(events)
                .containsExactly(
                        new Entered(Party.PHONE, Entered.Entry.PASSCODE),
                        new Decided(Party.PHONE, Decision.CVM_VALID, true, ""),
                        new Prompted(Party.PHONE, Prompt.TAP_AGAIN, ""));
    }

    @Test
    void aWrongPasscodeShowsTheTriesLeft() {
        assertThat(phone("63C2").enterPasscode(PASSCODE)).isEqualTo(CvmResult.WRONG);
        assertThat(events)
                .contains(new Prompted(Party.PHONE, Prompt.WRONG_PASSCODE, "2"))
                .noneMatch(e -> e instanceof Decided decided && decided.positive());
    }

    @Test
    void theLastTryEndsIt() {
        assertThat(phone("63C0").enterPasscode(PASSCODE)).isEqualTo(CvmResult.TRIES_EXHAUSTED);
        assertThat(phone("6983").enterPasscode(PASSCODE)).isEqualTo(CvmResult.TRIES_EXHAUSTED);
        assertThat(events).contains(new Prompted(Party.PHONE, Prompt.PIN_TRIES_EXHAUSTED, ""));
    }

    @Test
    void aPasscodeThatNoTapAskedForPromptsNothing() {
        assertThat(phone("6985").enterPasscode(PASSCODE)).isEqualTo(CvmResult.NOT_ASKED_FOR);
        assertThat(events).noneMatch(Prompted.class::isInstance);
    }

    @Test
    void settingsFollowThePasscodeInOneActivation() {
        assertThat(phone("9000").changeSettings(PASSCODE, UserSettings.askAfter(1)))
                .isEqualTo(CvmResult.VALID);
        assertThat(sent).containsExactly(SELECT, VERIFY, "00DADF240800FFFFFFFFFFFF01");
        assertThat(events)
                .endsWith(
                        new Decided(Party.PHONE, Decision.SETTINGS_TAKEN, true, ""),
                        new Prompted(Party.PHONE, Prompt.SETTINGS_TAKEN, ""));
    }

    @Test
    void withoutTheRightPasscodeNoSettingIsSent() {
        assertThat(phone("63C2").changeSettings(PASSCODE, UserSettings.alwaysAsk()))
                .isEqualTo(CvmResult.WRONG);
        assertThat(sent).containsExactly(SELECT, VERIFY);
        assertThat(events).endsWith(new Prompted(Party.PHONE, Prompt.SETTINGS_REFUSED, ""));
    }

    @Test
    void whatTheSecureElementRefusesThePhoneReports() {
        toSettings = "6A80";
        assertThat(phone("9000").changeSettings(PASSCODE, UserSettings.askAfter(200)))
                .isEqualTo(CvmResult.VALID);
        assertThat(events)
                .endsWith(
                        new Decided(Party.PHONE, Decision.SETTINGS_TAKEN, false, "wrong data"),
                        new Prompted(Party.PHONE, Prompt.SETTINGS_REFUSED, ""));
        toSettings = "6F00";
        assertThatThrownBy(() -> phone("9000").changeSettings(PASSCODE, UserSettings.alwaysAsk()))
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("6F00");
    }

    @Test
    void aPatternIsVerifiedByTheAppletUnderAQualifierOfItsOwn() {
        assertThat(phone("9000").drawPattern(Pin.of("147896"))).isEqualTo(CvmResult.VALID);
        assertThat(sent).containsExactly(SELECT, "002000820826147896FFFFFFFF");
        assertThat(events).startsWith(new Entered(Party.PHONE, Entered.Entry.PATTERN));
    }

    @Test
    void aClosedWayIsOfferedNoMore() {
        config = new PhoneConfig(List.of(CvmMethod.PATTERN, CvmMethod.PASSCODE), Optional.empty(), true);
        Phone phone = phone("63C0");
        assertThat(phone.drawPattern(Pin.of("1478"))).isEqualTo(CvmResult.TRIES_EXHAUSTED);
        assertThat(events)
                .endsWith(
                        new Prompted(Party.PHONE, Prompt.WRONG_PATTERN, "0"),
                        new Prompted(Party.PHONE, Prompt.PIN_TRIES_EXHAUSTED, ""),
                        new Prompted(Party.PHONE, Prompt.ENTER_PASSCODE, ""));
        assertThat(phone.enterPasscode(PASSCODE)).isEqualTo(CvmResult.TRIES_EXHAUSTED);
        assertThat(events).endsWith(new Prompted(Party.PHONE, Prompt.PIN_TRIES_EXHAUSTED, ""));
    }

    /** A second earlier it waits; and once is enough. */
    @Test
    void theTimerTakesBackWhatWasArmed() {
        config = new PhoneConfig(List.of(CvmMethod.PASSCODE), Optional.of(Duration.ofSeconds(60)), true);
        Phone phone = phone("9000");
        phone.tick();
        phone.enterPasscode(PASSCODE);
        sent.clear();
        now = now.plusSeconds(59);
        phone.tick();
        assertThat(sent).isEmpty();
        now = now.plusSeconds(1);
        phone.tick();
        phone.tick();
        assertThat(sent).containsExactly(SELECT, "00DADF250100");
        assertThat(events).endsWith(new Prompted(Party.PHONE, Prompt.TAP_EXPIRED, ""));
    }

    @Test
    void aLockedScreenAndANewStartDisarm() {
        phone("9000").lockScreen();
        phone("9000").boot();
        assertThat(sent).containsExactly(SELECT, "00DADF250100", SELECT, "00DADF250100");
        toSettings = "6F00";
        assertThatThrownBy(() -> phone("9000").lockScreen())
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("DF25")
                .hasMessageContaining("6F00");
    }

    @Test
    void aPhoneWithoutSensorSaysSo() {
        assertThatThrownBy(() -> phone("9000").showFinger(true)).isInstanceOf(IllegalStateException.class);
    }
}
