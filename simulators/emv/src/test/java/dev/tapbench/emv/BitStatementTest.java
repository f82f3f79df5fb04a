package dev.tapbench.emv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.ports.Bytes;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bit-coded element says, in words and back. */
class BitStatementTest {
    private static final BitTable CVR = BitTable.named("CVR");
    private static final BitTable CSU = BitTable.named("CSU");

    @ParameterizedTest
    @CsvSource({
        "CDA performed, 0800000000",
        "first GENERATE AC: ARQC, 2000000000",
        "second GENERATE AC not requested, 8000000000",
        "PIN tries left: 3, 0030000000",
        "script commands processed: 15, 000000F000",
        "unable to go online, 0000000100",
    })
    void aStatementIsItsBits(String words, String value) {
        BitTable.Statement statement = CVR.statement(words);
        assertThat(statement.set(Bytes.zeros(5))).isEqualTo(Bytes.hex(value));
        assertThat(statement.in(Bytes.hex(value))).isTrue();
        assertThat(statement).hasToString(words);
    }

    @ParameterizedTest
    @CsvSource({
        "PIN try counter 5, 8FFF0000, 85FF0000",
        "reset offline counters to zero, 00830000, 00820000",
        "issuer approves online transaction, 00030000, 00830000",
    })
    void allOtherBitsStayAsTheyAre(String words, String before, String after) {
        assertThat(CSU.statement(words).set(Bytes.hex(before))).isEqualTo(Bytes.hex(after));
        assertThat(CSU.statement(words).in(Bytes.hex(before))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CDA", "PIN tries left:", "PIN tries left: 16", "PIN tries left: x", "CDA performed 1", ""})
    void whatNoRowSaysIsRefusedWithWhatThereIs(String words) {
        assertThatThrownBy(() -> CVR.statement(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + words + "'")
                .hasMessageContaining("CDA performed");
    }

    static Stream<BitTable.Row> rows() {
        return Stream.of(CVR, CSU).flatMap(table -> table.rows().stream());
    }

    /** A statement that another row's words could mean as well would be counted for both. */
    @ParameterizedTest
    @MethodSource("rows")
    void eachRowHasWordsOfItsOwn(BitTable.Row row) {
        String words = row.code() == BitTable.Row.NUMBER ? row.meaning() + " 1" : row.meaning();
        BitTable table = CVR.rows().contains(row) ? CVR : CSU;
        assertThat(table.statement(words).row()).isEqualTo(row);
    }
}
