package dev.tapbench.emv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.ports.Bytes;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @Test
    void moneyIsReadWrittenAndPrinted() {
        Money fifty = Money.parse("50.00 EUR");
        assertThat(fifty).isEqualTo(new Money(5000, Currency.EUR)).hasToString("50.00 EUR");
        assertThat(fifty.n12()).isEqualTo(Bytes.hex("000000005000"));
        assertThat(fifty.n8()).isEqualTo(Bytes.hex("00005000"));
        assertThat(Money.ofN12(Bytes.hex("999999999999"), Currency.USD).minor()).isEqualTo(999_999_999_999L);
        assertThat(Money.parse("100 JPY").minor()).isEqualTo(100);
        assertThat(fifty.minus(Money.parse("70.00 EUR"))).hasToString("-20.00 EUR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"50.001 EUR", "50.00", "EUR 50", "x EUR", "5 XYZ"})
    void whatIsNoAmountIsRefused(String text) {
        assertThatThrownBy(() -> Money.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void amountsOfACardMustBeDecimal() {
        assertThatThrownBy(() -> Money.ofN12(Bytes.hex("00000000500A"), Currency.EUR))
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("00000000500A");
        assertThatThrownBy(() -> Money.ofN12(Bytes.hex("00005000"), Currency.EUR))
                .isInstanceOf(EmvDataException.class);
    }

    @Test
    void moneyRefusesWhatDoesNotFit() {
        Money dollars = Money.parse("1.00 USD");
        assertThatThrownBy(() -> dollars.plus(Money.parse("1.00 EUR"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(-1, Currency.EUR).n12()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(100_000_000, Currency.EUR).n8())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(Long.MAX_VALUE, Currency.USD).plus(dollars))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void currenciesHaveTheirIsoCodes() {
        assertThat(Currency.ofAlpha("EUR")).isEqualTo(Currency.EUR);
        assertThat(Currency.ofAlpha("USD")).isEqualTo(Currency.USD);
        assertThat(Currency.ofAlpha("CHF")).isEqualTo(Currency.CHF);
        assertThat(Currency.ofCode(Bytes.hex("0978"))).isEqualTo(Currency.EUR);
        assertThat(Currency.ofNumeric(392)).isEqualTo(new Currency(392, "JPY", 0));
        assertThat(Currency.CHF.code()).isEqualTo(Bytes.hex("0756"));
        assertThatThrownBy(() -> Currency.ofCode(Bytes.zeros(2))).isInstanceOf(EmvDataException.class);
    }

    @Test
    void aPanPrintsMasked() {
        Pan pan = Pan.of("5413339000006173");
        assertThat(pan).hasToString("541333******6173");
        assertThat(pan.luhnValid()).isTrue();
        assertThat(Pan.of("5413339000006174").luhnValid()).isFalse();
        assertThat(Pan.of("4111111111111111").luhnValid()).isTrue();
        assertThat(Pan.withCheckDigit("411111111111111")).isEqualTo(Pan.of("4111111111111111"));
        assertThat(Pan.of("374245001741007").toBcd()).isEqualTo(Bytes.hex("374245001741007F"));
        assertThat(Pan.ofBcd(Bytes.hex("374245001741007F"))).isEqualTo(Pan.of("374245001741007"));
        assertThatThrownBy(() -> Pan.ofBcd(Bytes.hex("3742A5001741007F")))
                .isInstanceOf(EmvDataException.class)
                .hasMessageNotContaining("1741007");
    }

    @Test
    void aPinPrintsNothing() {
        assertThat(Pin.of("123456").toString()).doesNotContain("1").doesNotContain("6");
        assertThatThrownBy(() -> Pin.of("12a4"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("12a4");
    }

    @Test
    void commandsRoundTripInEveryCase() {
        for (String hex : new String[] {"00840000", "0084000008", "00A4040002A1B2", "00A4040002A1B200", "80CADF2100"}) {
            assertThat(CommandApdu.parse(Bytes.hex(hex)).toBytes()).isEqualTo(Bytes.hex(hex));
        }
        for (String hex : new String[] {"00A404", "00A4040003A1B2", "00A4040002A1B20000", "00A404000000"}) {
            assertThatThrownBy(() -> CommandApdu.parse(Bytes.hex(hex))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void commandsAreThoseOfTheSpecifications() {
        assertThat(Commands.selectPpse()).hasToString("00A404000E325041592E5359532E444446303100");
        assertThat(Commands.gpo(Bytes.empty())).hasToString("80A8000002830000");
        assertThat(Commands.readRecord(2, 3)).hasToString("00B2031400");
        assertThat(Commands.getData(Tags.PENDING_LOAD)).hasToString("80CADF2100");
        assertThat(Commands.generateAc(CryptogramType.ARQC, true, Bytes.of(1))).hasToString("80AE9000010100");
        assertThat(Commands.getChallenge()).hasToString("0084000008");
        assertThat(Commands.storeData(true, true, 5, Bytes.of(1))).hasToString("80E2E0050101");
        assertThat(Commands.verifyEnciphered(Bytes.of(1))).hasToString("002000880101");
    }

    @Test
    void statusWordsSpeak() {
        assertThat(new StatusWord(0x63C2).triesLeft()).hasValue(2);
        assertThat(new StatusWord(0x63C1).meaning()).isEqualTo("verification failed, 1 try left");
        assertThat(StatusWord.OK.ok()).isTrue();
        assertThat(StatusWord.CONDITIONS_NOT_SATISFIED).hasToString("6985");
        assertThatThrownBy(() -> ResponseApdu.parse(Bytes.of(0x90))).isInstanceOf(EmvDataException.class);
    }

    @Test
    void cvrBitsAreWhereCommonCoreSays() {
        Cvr cvr = new Cvr(Bytes.hex("A231C00200"));
        assertThat(cvr.firstCryptogram()).isEqualTo(CryptogramType.ARQC);
        assertThat(cvr.secondCryptogram()).isEmpty();
        assertThat(cvr.pinTriesLeft()).isEqualTo(3);
        assertThat(cvr.has(Cvr.Bit.ISSUER_AUTHENTICATION_NOT_PERFORMED)).isTrue();
        assertThat(cvr.has(Cvr.Bit.LAST_ONLINE_NOT_COMPLETED)).isTrue();
        assertThat(cvr.has(Cvr.Bit.LOWER_COUNT_EXCEEDED)).isTrue();
        assertThat(cvr.has(Cvr.Bit.UPPER_COUNT_EXCEEDED)).isTrue();
        assertThat(cvr.has(Cvr.Bit.GO_ONLINE_WAS_SET)).isTrue();
        assertThat(cvr.has(Cvr.Bit.LOST_OR_STOLEN_LIMIT_EXCEEDED)).isFalse();
        assertThat(Cvr.CLEAR
                        .withCryptograms(CryptogramType.ARQC, Optional.of(CryptogramType.TC))
                        .value())
                .isEqualTo(Bytes.hex("6000000000"));
        assertThat(Cvr.CLEAR.with(Cvr.Bit.LOST_OR_STOLEN_LIMIT_EXCEEDED).value())
                .isEqualTo(Bytes.hex("0000080000"));
    }

    @Test
    void csuBitsAreWhereCommonCoreSays() {
        assertThat(Csu.APPROVE.value()).isEqualTo(Bytes.hex("00800000"));
        assertThat(Csu.APPROVE.with(Csu.CounterUpdate.RESET).value()).isEqualTo(Bytes.hex("00820000"));
        assertThat(Csu.DECLINE.withPinTryCounter(3).value()).isEqualTo(Bytes.hex("03100000"));
        assertThat(new Csu(Bytes.hex("00030000")).counterUpdate()).isEqualTo(Csu.CounterUpdate.ADD_TRANSACTION);
        assertThat(Csu.DECLINE.approves()).isFalse();
    }

    @Test
    void loadDataRoundTripsAndRefusesWhatIsBroken() {
        Bytes pending = Bytes.hex("02" + "0012" + "000000005000" + "0978" + "0003");
        assertThat(PendingLoad.parse(pending))
                .isEqualTo(new PendingLoad(PendingLoad.State.AUTHENTICATED, 18, 5000, Bytes.hex("0978"), 3));
        assertThat(PendingLoad.parse(pending).encode()).isEqualTo(pending);
        assertThatThrownBy(() -> PendingLoad.parse(Bytes.hex("03").then(pending.from(1))))
                .isInstanceOf(EmvDataException.class);

        Bytes receipt = Bytes.hex("FF524350" + "01" + "01" + "0012" + "C20039270FE384D5" + "000000005000" + "0978"
                + "0004" + "000000007000" + "A1A2A3A4A5A6A7A8");
        LoadReceipt read = LoadReceipt.parse(receipt);
        assertThat(read.encode()).isEqualTo(receipt);
        assertThat(read.covered()).isEqualTo(receipt.slice(0, 32));
        assertThat(read.money()).hasToString("50.00 EUR");
        assertThat(read.accepted()).isTrue();
        assertThatThrownBy(() -> LoadReceipt.parse(Bytes.zeros(40))).isInstanceOf(EmvDataException.class);

        Bytes counters = Bytes.hex("01" + "000000000500" + "0203" + "000000000000" + "FFFFFFFFFFFF" + "04"
                + "000000000900" + "05" + "000000005000");
        CounterReport report = CounterReport.parse(counters);
        assertThat(report.upperAmount()).isEqualTo(CounterReport.NO_LIMIT);
        assertThat(report.secondAmountLimit()).isEqualTo(5000);
        assertThat(CounterReport.parse(report.encode())).isEqualTo(report);
    }

    @Test
    void whatAnOwnerWantsIsReadAsItIsWritten() {
        Money five = Money.parse("5.00 EUR");
        assertThat(UserSettings.alwaysAsk().encode()).isEqualTo(Bytes.hex("01" + "FFFFFFFFFFFF" + "FF"));
        assertThat(UserSettings.askAbove(five).encode()).isEqualTo(Bytes.hex("00" + "000000000500" + "FF"));
        assertThat(UserSettings.askAfter(2).encode()).isEqualTo(Bytes.hex("00" + "FFFFFFFFFFFF" + "02"));
        for (UserSettings wish :
                new UserSettings[] {UserSettings.alwaysAsk(), UserSettings.askAbove(five), UserSettings.askAfter(2)}) {
            assertThat(UserSettings.parse(wish.encode())).isEqualTo(wish);
        }
        for (String bad : new String[] {"00FFFFFFFFFFFF", "02FFFFFFFFFFFFFF", "0000000000050A02"}) {
            assertThatThrownBy(() -> UserSettings.parse(Bytes.hex(bad))).isInstanceOf(EmvDataException.class);
        }
        assertThatThrownBy(() -> UserSettings.askAfter(255)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOwnerIsAskedFromTheNextPaymentOn() {
        assertThat(UserSettings.askAfter(2).ask(1, 1)).isFalse();
        assertThat(UserSettings.askAfter(2).ask(2, 1)).isTrue();
        assertThat(UserSettings.askAbove(Money.parse("5.00 EUR")).ask(9, 500)).isFalse();
        assertThat(UserSettings.askAbove(Money.parse("5.00 EUR")).ask(0, 501)).isTrue();
        assertThat(UserSettings.alwaysAsk().ask(0, 0)).isTrue();
        CounterReport issuer = new CounterReport(0, 0, 0, 0, 0, 0, 0, 0, 3, 3_000);
        assertThat(UserSettings.askAfter(3).looserThan(issuer)).isFalse();
        assertThat(UserSettings.askAfter(4).looserThan(issuer)).isTrue();
        assertThat(UserSettings.askAbove(Money.parse("30.00 EUR")).looserThan(issuer))
                .isFalse();
        assertThat(UserSettings.askAbove(Money.parse("30.01 EUR")).looserThan(issuer))
                .isTrue();
        assertThat(UserSettings.alwaysAsk().looserThan(issuer)).isFalse();
    }

    @Test
    void aDolPadsAndCutsByFormat() {
        Dol dol = Dol.parse(Bytes.hex("9F0206" + "5A0A" + "9F3701" + "9F7A01"));
        assertThat(dol.fill(Map.of(
                        0x9F02, Bytes.hex("5000"),
                        0x5A, Bytes.hex("5413339000006173"),
                        0x9F37, Bytes.hex("11223344"))))
                .isEqualTo(Bytes.hex("000000005000" + "5413339000006173FFFF" + "11" + "00"));
    }

    @Test
    void groupingsRoundTripAcrossTheLongLength() {
        for (int length : new int[] {0, 1, 254, 255, 300}) {
            Dgi dgi = new Dgi(0x8201, Bytes.zeros(length));
            assertThat(Dgi.parseAll(dgi.encode())).containsExactly(dgi);
            assertThat(dgi.encode().length()).isEqualTo(length + (length < 255 ? 3 : 5));
        }
        assertThatThrownBy(() -> Dgi.parseAll(Bytes.hex("820105A1"))).isInstanceOf(EmvDataException.class);
    }

    @Test
    void aMissingObjectIsNamed() {
        Tlv template = Tlv.parse(Bytes.hex("77049F270180"));
        assertThat(template.require(Tags.CID).value()).isEqualTo(Bytes.of(0x80));
        assertThatThrownBy(() -> template.require(Tags.ATC))
                .isInstanceOf(EmvDataException.class)
                .hasMessageContaining("lacks 9F36 (Application Transaction Counter (ATC))");
    }

    @Test
    void everyTagOfTheProtocolIsInTheDictionary() throws IllegalAccessException {
        for (java.lang.reflect.Field field : Tags.class.getFields()) {
            assertThat(TagDictionary.known(field.getInt(null)))
                    .as(field.getName())
                    .isTrue();
        }
    }
}
