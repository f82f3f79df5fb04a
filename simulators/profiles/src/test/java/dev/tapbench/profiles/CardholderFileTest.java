package dev.tapbench.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapbench.risk.lives.CardholderType;
import dev.tapbench.risk.lives.JobText;
import dev.tapbench.risk.lives.LivesJob;
import dev.tapbench.risk.lives.Percent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardholderFileTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String HEAD = "type,share,payments,medianAmount,p95Amount,contactless,pinInSlot,online,"
            + "issuerApproves,foreign,topUpBelow,topUpAmount,mistypes\n";
    private static final String ROW = "calm,100,30,12.50,60.00,90,80,70,98,0.5,20.00,50.00,1.25\n";

    @TempDir
    private Path folder;

    private List<CardholderType> read(String text) throws IOException {
        Path file = folder.resolve("own.csv");
        Files.writeString(file, text);
        return CardholderFile.read(file, EUR);
    }

    @Test
    void aRowIsAType() throws IOException {
        assertThat(read("# of the portfolio of last year\n" + HEAD + "\n" + ROW))
                .containsExactly(new CardholderType(
                        "calm",
                        new Percent(100_00),
                        30_00,
                        12_50,
                        60_00,
                        new Percent(90_00),
                        new Percent(80_00),
                        new Percent(70_00),
                        new Percent(98_00),
                        new Percent(50),
                        20_00,
                        50_00,
                        new Percent(1_25)));
    }

    @Test
    void columnsStandInAnyOrderAndTextsMayHoldCommas() throws IOException {
        String text = "mistypes,topUpAmount,topUpBelow,foreign,issuerApproves,online,pinInSlot,contactless,p95Amount,"
                + "medianAmount,payments,share,type\r\n0,0.00,0.00,0,0,0,0,0,2.00,1.00,1,100,\"calm, rich\"\r\n";
        assertThat(read(text)).singleElement().satisfies(type -> {
            assertThat(type.name()).isEqualTo("calm, rich");
            assertThat(type.p95Amount()).isEqualTo(200);
        });
    }

    /** Lives are drawn by the types' order; another order of the rows shall not be other lives. */
    @Test
    void rowsStandInAnyOrder() throws IOException {
        String one = ROW.replace("calm,100", "brave,40");
        String other = ROW.replace("calm,100", "calm,60");
        assertThat(read(HEAD + one + other))
                .isEqualTo(read(HEAD + other + one))
                .extracting(CardholderType::name)
                .containsExactly("brave", "calm");
    }

    @Test
    void theShippedTypesAreRead() {
        assertThat(CardholderFile.read(Path.of("../../features/risk/cardholders.csv"), EUR))
                .hasSizeGreaterThan(1);
    }

    /** Another process gets a job as text; each rule of each profile has to arrive. */
    @Test
    void aShippedProfileArrivesWhole() throws IOException {
        List<CardholderType> types = read(HEAD + ROW);
        try (Stream<Path> files = Files.list(Path.of("../../features/risk"))) {
            List<Path> profiles =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(profiles).hasSizeGreaterThan(2);
            for (Path file : profiles) {
                LivesJob job = new LivesJob(RiskProfileFile.read(file), true, false, types, 1, 1, 1);
                assertThat(JobText.job(JobText.of(job))).isEqualTo(job);
            }
        }
    }

    /** What is put in the place of what, and where the message must point. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "calm,100|calm,99|2:6: key 'share'|99.00|100.00",
                "calm,100|calm,1OO|2:6: key 'share' is '1OO'|12.5|of all cardholders",
                "12.50,60.00|12.50,12.49|2:19: key 'p95Amount' is '12.49'|at least the median|60.00",
                "12.50,60.00|12.505,60.00|2:13: key 'medianAmount' is '12.505'|money|12.00",
                "12.50,60.00|-1,60.00|2:13: key 'medianAmount' is '-1'|money|12.00",
                "1.25|51|2:53: key 'mistypes' is '51'|0 to 50|wrong",
                "calm,|,|2:1: key 'type' is empty|name|commuter",
                "share,payments|shar,payments|1:6: has a column 'shar'|did you mean 'share'|payments",
                "share,payments|share,share|1:12: has a second column 'share'|once|each",
                "share,|'' |1:1: has no column share|each of|payments",
                ",1.25|'' |2:47: has 12 cells|13|head",
            })
    void aWrongCellIsNamedWithItsPlace(String right, String wrong, String place, String one, String other) {
        String text = (HEAD + ROW).replaceFirst(right.replace(".", "\\."), wrong.strip());
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(FileProblem.class)
                .hasMessageStartingWith(folder.resolve("own.csv") + ":" + place)
                .hasMessageContaining(one)
                .hasMessageContaining(other);
    }

    @Test
    void aNameIsUsedOnce() {
        assertThatThrownBy(() -> read(HEAD + ROW.replace("100", "50") + ROW.replace("100", "50")))
                .hasMessageContaining(":3:1: key 'type' is 'calm' a second time");
    }

    @Test
    void whatIsNoTableIsSaid() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("own.csv:1:1: is empty");
        assertThatThrownBy(() -> read(HEAD)).hasMessageContaining("key 'share'").hasMessageContaining("100.00");
        assertThatThrownBy(() -> read(HEAD + "\"calm"))
                .hasMessageContaining("own.csv:2:")
                .hasMessageContaining("CSV");
        assertThatThrownBy(() -> CardholderFile.read(folder.resolve("absent.csv"), EUR))
                .hasMessageContaining("there is no such file");
    }
}
