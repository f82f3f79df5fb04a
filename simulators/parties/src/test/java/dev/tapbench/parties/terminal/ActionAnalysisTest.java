package dev.tapbench.parties.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.CryptogramType;
import dev.tapbench.emv.Tags;
import dev.tapbench.emv.Tvr;
import dev.tapbench.ports.Bytes;
import dev.tapbench.ports.card.Medium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Terminal action analysis (EMV Book 3, 10.7). */
class ActionAnalysisTest {
    private static final String NOTHING = "0000000000";

    private static Counter silentAcquirer() {
        return new Counter(
                Counter.config().with(ActionCodes.of(Bytes.hex(NOTHING), Bytes.hex(NOTHING), Bytes.hex(NOTHING))));
    }

    private static ActionAnalysis analysis(Counter counter) {
        return new ActionAnalysis(counter.terminal.config(), counter.events::add);
    }

    @ParameterizedTest
    @CsvSource({
        // denial, online, what is asked for when the card is expired (byte 2 b7)
        "0040000000, 0000000000, AAC",
        "0000000000, 0040000000, ARQC",
        "0040000000, 0040000000, AAC",
        "0080000000, 00BFFFFFFF, TC"
    })
    void eachIssuerCodeDecidesForItself(String denial, String online, CryptogramType asked) {
        Counter counter = silentAcquirer()
                .record(Tags.IAC_DENIAL, denial)
                .record(Tags.IAC_ONLINE, online)
                .record(Tags.IAC_DEFAULT, NOTHING);
        Transaction transaction = counter.purchase(100);
        transaction.found(Tvr.Bit.EXPIRED);

        assertThat(analysis(counter).first(counter.application(), transaction)).isEqualTo(asked);
    }

    @Test
    void theAcquirersCodesCountAsWell() {
        Counter counter = new Counter(Counter.config()
                        .with(ActionCodes.of(Bytes.hex("0040000000"), Bytes.hex(NOTHING), Bytes.hex(NOTHING))))
                .record(Tags.IAC_DENIAL, NOTHING)
                .record(Tags.IAC_ONLINE, NOTHING);
        Transaction transaction = counter.purchase(100);
        assertThat(analysis(counter).first(counter.application(), transaction)).isEqualTo(CryptogramType.TC);
        transaction.found(Tvr.Bit.EXPIRED);
        assertThat(analysis(counter).first(counter.application(), transaction)).isEqualTo(CryptogramType.AAC);
    }

    @Test
    void codesThatTheCardDoesNotBringDenyNothingAndSendAnythingOnline() {
        Counter counter = silentAcquirer();
        Transaction transaction = counter.purchase(100);
        assertThat(analysis(counter).first(counter.application(), transaction)).isEqualTo(CryptogramType.TC);
        assertThat(analysis(counter).declinedOffline(counter.application(), transaction))
                .isFalse();
        transaction.found(Tvr.Bit.SCRIPT_FAILED_AFTER_AC);
        assertThat(analysis(counter).first(counter.application(), transaction)).isEqualTo(CryptogramType.ARQC);
        assertThat(analysis(counter).declinedOffline(counter.application(), transaction))
                .isTrue();
    }

    @Test
    void aRefundAsksForAnAacAndALoadForAnArqc() {
        Counter counter = silentAcquirer();
        assertThat(analysis(counter)
                        .first(
                                counter.application(),
                                counter.transaction(100, TransactionValues.REFUND, Medium.CONTACTLESS)))
                .isEqualTo(CryptogramType.AAC);
        assertThat(analysis(counter)
                        .first(
                                counter.application(),
                                counter.transaction(100, TransactionValues.LOAD, Medium.CONTACTLESS)))
                .isEqualTo(CryptogramType.ARQC);
    }
}
