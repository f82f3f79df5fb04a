package dev.tapbench.drivers.jcardsim;

import static dev.tapbench.drivers.jcardsim.ProbeCards.card;
import static dev.tapbench.drivers.jcardsim.ProbeCards.reader;
import static dev.tapbench.drivers.jcardsim.ProbeCards.select;
import static dev.tapbench.drivers.jcardsim.ProbeCards.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.DeviceException;
import dev.tapbench.ports.ProductException;
import dev.tapbench.ports.Target;
import dev.tapbench.ports.card.Card;
import dev.tapbench.ports.card.CardBlueprint;
import dev.tapbench.ports.card.CardBlueprint.Power;
import dev.tapbench.ports.card.CardFactory;
import dev.tapbench.ports.card.CardLink;
import dev.tapbench.ports.card.Reader;
import dev.tapbench.ports.card.SwitchableCard;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedChipTest {
    private static final String RANDOM = "80010000";
    private static final String PROTOCOL = "80020000";
    private static final String STORE_5A = "80035A00";
    private static final String LOAD = "80040000";
    private static final String CRASH = "80050000";
    private static final String NO = "80060000";
    private static final String COUNT_STATIC = "80070000";
    private static final String RANDOM_OF_INSTALL = "80080000";
    private static final String PARAMETERS = "80090000";
    private static final String NEW_KEY = "800A0000";
    private static final String LEAVE_TRANSACTION_OPEN = "800B7700";
    private static final String LOAD_FIELD = "800C0000";
    private static final String COMMIT = "800D6600";

    private final Reader contactless = reader("jcardsim:");
    private final Reader wired = reader("jcardsim:?medium=wired");

    private static Bytes once(Reader reader, Card card, String command) {
        try (CardLink link = reader.tap(card)) {
            select(link);
            return send(link, command);
        }
    }

    @Test
    void installParametersAreAidControlAndApplicationData() {
        assertThat(once(contactless, card(contactless, Power.FIELD, 1), PARAMETERS))
                .isEqualTo(Bytes.hex("07 F0544150017F01 00 03 A1A2A3 9000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {RANDOM, RANDOM_OF_INSTALL, NEW_KEY})
    void randomNumbersRepeatWithTheSeedAndDifferWithoutIt(String draw) {
        Bytes first = once(contactless, card(contactless, Power.FIELD, 1), draw);
        assertThat(once(contactless, card(contactless, Power.FIELD, 1), draw)).isEqualTo(first);
        assertThat(once(contactless, card(contactless, Power.FIELD, 2), draw)).isNotEqualTo(first);
        Reader other = reader("jcardsim:?seed=1");
        assertThat(once(other, card(other, Power.FIELD, 0), draw)).isEqualTo(first);
    }

    @Test
    void aTapDoesNotRepeatTheRandomNumbersOfTheLastOne() {
        Card card = card(contactless, Power.FIELD, 1);
        assertThat(once(contactless, card, RANDOM)).isNotEqualTo(once(contactless, card, RANDOM));
    }

    @ParameterizedTest
    @CsvSource({
        "jcardsim:, 81",
        "jcardsim:?medium=wired, 01",
        "jcardsim:?medium=contact, 00",
        "jcardsim:?medium=contact-t1, 01"
    })
    void theAppletSeesTheMediumAsItsProtocol(String target, String protocol) {
        Reader reader = reader(target);
        assertThat(once(reader, card(reader, Power.FIELD, 1), PROTOCOL + "01")).isEqualTo(Bytes.hex(protocol + "9000"));
    }

    @Test
    void oneCardWorksOnEachReader() {
        Card card = card(wired, Power.FIELD, 1);
        once(contactless, card, STORE_5A);
        assertThat(once(wired, card, LOAD)).isEqualTo(Bytes.hex("00005A9000"));
    }

    @Test
    void atACardEachTapIsAReset() {
        Card card = card(contactless, Power.FIELD, 1);
        try (CardLink link = contactless.tap(card)) {
            select(link);
            send(link, STORE_5A);
            assertThat(send(link, LOAD)).isEqualTo(Bytes.hex("5A5A5A9000"));
            select(link);
            assertThat(send(link, LOAD)).as("selected again").isEqualTo(Bytes.hex("5A005A9000"));
        }
        try (CardLink link = contactless.tap(card)) {
            assertThat(send(link, LOAD)).as("nothing is selected").isEqualTo(Bytes.hex("6986"));
            select(link);
            assertThat(send(link, LOAD)).isEqualTo(Bytes.hex("00005A9000"));
        }
    }

    @Test
    void inAPhoneTheFieldOnlyDeselects() {
        Card phone = card(contactless, Power.DEVICE, 1);
        once(contactless, phone, STORE_5A);
        try (CardLink link = contactless.tap(phone)) {
            assertThat(send(link, LOAD)).as("nothing is selected").isEqualTo(Bytes.hex("6986"));
            select(link);
            assertThat(send(link, LOAD)).isEqualTo(Bytes.hex("5A005A9000"));
        }
    }

    /** Behind a virtual reader another thread has the link, and hears of the end of the tap a moment later than the bench. */
    @Test
    void aLinkThatAnotherThreadIsAboutToEndIsWaitedFor() throws InterruptedException {
        Card phone = card(contactless, Power.DEVICE, 1);
        once(contactless, phone, STORE_5A);
        Thread bench = Thread.currentThread();
        CountDownLatch tapped = new CountDownLatch(1);
        Thread virtual = new Thread(() -> {
            try (CardLink link = contactless.tap(phone)) {
                assertThat(link).isNotNull();
                tapped.countDown();
                while (bench.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
            }
        });
        virtual.start();
        tapped.await();
        ((SwitchableCard) phone).switchOff();
        virtual.join();
        assertThat(once(contactless, phone, LOAD)).isEqualTo(Bytes.hex("00005A9000"));
    }

    @Test
    void aPhoneThatWasSwitchedOffHasForgottenWhatIsVolatileAndNothingElse() {
        Card phone = card(contactless, Power.DEVICE, 1);
        once(contactless, phone, STORE_5A);
        SwitchableCard switchable = (SwitchableCard) phone;
        try (CardLink link = wired.tap(phone)) {
            assertThatExceptionOfType(DeviceException.class)
                    .isThrownBy(switchable::switchOff)
                    .withMessageContaining("cannot be switched off while it is at");
            assertThat(link).isNotNull();
        }
        switchable.switchOff();
        assertThat(once(contactless, phone, LOAD)).isEqualTo(Bytes.hex("00005A9000"));
        once(contactless, phone, STORE_5A);
        assertThat(once(contactless, phone, LOAD)).as("once off, it stays on").isEqualTo(Bytes.hex("5A005A9000"));
    }

    @Test
    void aPhoneHasBothLinksAtOnceAndOneSelection() {
        Card phone = card(contactless, Power.DEVICE, 1);
        try (CardLink inside = wired.tap(phone)) {
            select(inside);
            try (CardLink tap = contactless.tap(phone)) {
                assertThat(send(tap, LOAD)).isEqualTo(Bytes.hex("6986"));
                select(tap);
                assertThat(send(tap, PROTOCOL)).isEqualTo(Bytes.hex("819000"));
            }
            assertThat(send(inside, LOAD)).as("the tap took the selection").isEqualTo(Bytes.hex("6986"));
            select(inside);
            assertThat(send(inside, PROTOCOL)).isEqualTo(Bytes.hex("019000"));
        }
    }

    @Test
    void linksAreExclusive() {
        Card phone = card(contactless, Power.DEVICE, 1);
        Card card = card(contactless, Power.FIELD, 2);
        try (CardLink first = contactless.tap(phone);
                CardLink only = contactless.tap(card)) {
            assertThat(first).isNotSameAs(only);
            assertThatExceptionOfType(DeviceException.class)
                    .isThrownBy(() -> contactless.tap(phone))
                    .withMessageContaining("probe-1")
                    .withMessageContaining("close that link first");
            assertThatExceptionOfType(DeviceException.class).isThrownBy(() -> wired.tap(card));
        }
    }

    @Test
    void cardsShareNothingNotEvenStaticState() {
        Card one = card(contactless, Power.FIELD, 1);
        Card two = card(contactless, Power.FIELD, 2);
        assertThat(once(contactless, one, COUNT_STATIC)).isEqualTo(Bytes.hex("019000"));
        assertThat(once(contactless, one, COUNT_STATIC)).isEqualTo(Bytes.hex("029000"));
        assertThat(once(contactless, two, COUNT_STATIC)).isEqualTo(Bytes.hex("019000"));
        once(contactless, one, STORE_5A);
        assertThat(once(contactless, two, LOAD)).isEqualTo(Bytes.hex("0000009000"));
    }

    @Test
    void aCrashIsTheProductsAndAStatusWordIsData() {
        Card card = card(contactless, Power.FIELD, 1);
        try (CardLink link = contactless.tap(card)) {
            select(link);
            assertThatExceptionOfType(ProductException.class)
                    .isThrownBy(() -> send(link, CRASH))
                    .withMessageContaining("probe-1")
                    .withMessageContaining(CRASH)
                    .withMessageContaining("ArrayIndexOutOfBoundsException")
                    .withMessageContaining("ProbeApplet.java");
            assertThat(send(link, NO)).isEqualTo(Bytes.hex("6985"));
        }
    }

    @Test
    void aTransactionLeftOpenIsUndone() {
        Card card = card(contactless, Power.FIELD, 1);
        try (CardLink link = contactless.tap(card)) {
            select(link);
            send(link, STORE_5A);
            send(link, COMMIT);
            assertThat(send(link, LEAVE_TRANSACTION_OPEN)).isEqualTo(Bytes.hex("6984"));
            assertThat(send(link, LOAD)).as("transient memory takes no part").isEqualTo(Bytes.hex("775A669000"));
            assertThat(send(link, LOAD_FIELD)).isEqualTo(Bytes.hex("669000"));
            assertThat(send(link, COMMIT)).isEqualTo(Bytes.hex("9000"));
        }
    }

    @Test
    void aLengthThatDoesNotFitIsAnsweredAsCardsDo() {
        try (CardLink link = contactless.tap(card(contactless, Power.FIELD, 1))) {
            assertThat(send(link, "00A4040007F054")).isEqualTo(Bytes.hex("6700"));
        }
    }

    @Test
    void anUnknownAppletClassIsOurDefect() {
        CardBlueprint wrong = ProbeCards.blueprint("dev.tapbench.drivers.jcardsim.applet.Missing", Power.FIELD, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ((CardFactory) contactless).make(wrong))
                .withMessageContaining("applet.Missing");
    }

    @ParameterizedTest
    @CsvSource({
        "jcardsim:?fault=F-001, opens the reader without the option 'fault'",
        "jcardsim:?medium=radio, unknown medium 'radio'",
        "jcardsim:?sede=1, unknown option 'sede'",
        "jcardsim:?seed=x, expected a whole number",
        "jcardsim:left, names a reader"
    })
    void aWrongTargetSaysWhatWasExpected(String target, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JCardSimDriver().open(Target.parse(target)))
                .withMessageContaining(message);
    }
}
