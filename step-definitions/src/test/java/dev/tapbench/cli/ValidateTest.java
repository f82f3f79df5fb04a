package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.bench.SparkProcess;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ValidateTest {
    @TempDir
    private Path folder;

    private Captured validated(String profile, String... more) throws IOException {
        Files.writeString(folder.resolve("profile.yaml"), profile);
        Captured tapbench = new Captured().in(folder);
        String[] arguments = new String[more.length + 2];
        arguments[0] = "validate";
        arguments[1] = "profile.yaml";
        System.arraycopy(more, 0, arguments, 2, more.length);
        status = tapbench.run(arguments);
        return tapbench;
    }

    private int status;

    private static String phone(String second) {
        return """
                name: planted
                kind: prepaid
                currency: EUR
                maximumBalance: 150.00
                spending: {upperAmount: 100.00}
                lostOrStolen: %s
                """.formatted(second);
    }

    @Test
    void aThresholdDecidesTheExitStatus() throws IOException {
        String twice = phone("{mode: any, count: 1, amount: 30.00}");
        validated(twice, "--max-exposure", "180.00");
        assertThat(status).isZero();
        Captured beyond = validated(twice, "--max-exposure", "179.99");
        assertThat(status).isEqualTo(ExitStatus.GATE);
        assertThat(beyond.err()).contains("180.00 EUR").contains("mixed").contains("179.99 EUR");
        Captured wrong = validated(twice, "--max-exposure", "much");
        assertThat(status).isEqualTo(ExitStatus.USAGE);
        assertThat(wrong.err()).contains("'much'").contains("such as 150.00");
    }

    @Test
    void whatHasNoEndIsSaidWithItsLoop() throws IOException {
        Captured tapbench = validated(phone("{mode: any, count: 1, amount: 30.00}"));
        assertThat(tapbench.out()).contains("unbounded").contains("again and again");
        validated(phone("{}"), "--max-exposure", "1000000.00");
        assertThat(status).as("unbounded is beyond each threshold").isEqualTo(ExitStatus.GATE);
    }

    /** A witness is a scenario like any other: it runs again, and fails where the device does not let so much be spent. */
    @Test
    void aWitnessRunsOnTheApplet() throws IOException {
        Captured tapbench = validated(phone("{mode: any, count: 1, amount: 30.00}"), "--json", "--out", "ways");
        JsonNode cell =
                JsonMapper.shared().readTree(tapbench.out()).path("exposure").at("/mixed/noCvm");
        assertThat(cell.path("amount").asString()).isEqualTo("180.00 EUR");
        assertThat(cell.path("confirmedOnCard").asBoolean()).isTrue();
        assertThat(cell.at("/witness/spends").asString()).isEqualTo("180.00 EUR");
        assertThat(cell.at("/witness/before").size()).isPositive();
        String id = cell.at("/witness/id").asString();
        String features = cell.at("/witness/features").asString();
        assertThat(certified(features, id)).isZero();
        Path feature = Path.of(features).resolve("exposure.feature");
        Files.writeString(feature, Files.readString(feature).replace("has spent 180.00 EUR", "has spent 180.01 EUR"));
        assertThat(certified(features, id)).isEqualTo(ExitStatus.FAILED);
        Path risk = Path.of(features).resolve("risk.yaml");
        Files.writeString(feature, Files.readString(feature).replace("180.01", "180.00"));
        Files.writeString(risk, Files.readString(risk).replace("30.0", "29.0"));
        assertThat(certified(features, id)).isEqualTo(ExitStatus.FAILED);
    }

    /** Page, printed page, tables and text say the same. */
    @Test
    void theReportIsThereInEachForm() throws Exception {
        String profile = phone("{mode: any, count: 1, amount: 30.00}").replace("name: planted", "name: 'a <b> & c'");
        validated(profile, "--cards", "300", "--out", "out", "--max-exposure", "100.00");
        assertThat(status).isEqualTo(ExitStatus.GATE);
        Path out = folder.resolve("out");
        String page = Files.readString(out.resolve("index.html"));
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page.replace("<!DOCTYPE html>", ""))));
        assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(3);
        assertThat(document.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("a <b> & c, a phone");
        assertThat(page)
                .contains("class=\"gate\"")
                .contains("at most 100.00 EUR is allowed")
                .doesNotContain("<script");
        try (PDDocument pdf = Loader.loadPDF(out.resolve("report.pdf").toFile())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
                    .contains("180.00 EUR", "unbounded", "a <b> & c");
        }
        assertThat(Files.readAllLines(out.resolve("exposure.csv"))).hasSize(5).anyMatch(l -> l.contains("180.00 EUR"));
        assertThat(Files.readAllLines(out.resolve("honest.csv")))
                .hasSize(7)
                .last()
                .asString()
                .startsWith("all,300,");
        assertThat(Files.readString(out.resolve("report.md")))
                .contains("| mixed | without the PIN | 180.00 EUR |")
                .contains("**Beyond a threshold**");
        assertThat(JsonMapper.shared()
                        .readTree(out.resolve("report.json").toFile())
                        .at("/exposure/mixed/noCvm/amount")
                        .asString())
                .isEqualTo("180.00 EUR");
        validated(phone("{count: 3}"), "--out", "less", "--no-report");
        assertThat(folder.resolve("less").resolve("exposure.feature")).exists();
        assertThat(folder.resolve("less").resolve("index.html")).doesNotExist();
        // Witnesses of today beside a page of yesterday would be taken for one thing.
        validated(phone("{count: 3}"), "--out", out.toString(), "--no-report");
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .contains("exposure.feature", "risk.yaml")
                    .doesNotContain(
                            "index.html", "report.pdf", "report.md", "report.json", "exposure.csv", "honest.csv");
        }
    }

    /** What changes is told in money, in prompts and in sequences; what was approved is a threshold. */
    @Test
    void aProfileIsComparedWithAnEarlierOne() throws IOException {
        String strict = phone("{mode: any, count: 1, amount: 30.00}");
        String wide = phone("{mode: any, count: 3, amount: 60.00}");
        validated(strict, "--cards", "300", "--no-report", "--approve", "approved.json");
        assertThat(status).isZero();
        Files.writeString(folder.resolve("old.yaml"), strict.replace("planted", "strict"));
        Captured tapbench = validated(wide, "--cards", "300", "--json", "--no-report", "--against", "old.yaml");
        assertThat(status).as("a difference is no threshold").isZero();
        JsonNode against = JsonMapper.shared().readTree(tapbench.out()).path("against");
        assertThat(against.path("profile").asString()).isEqualTo("strict");
        assertThat(against.at("/exposure/2").toString())
                .isEqualTo("{\"shops\":\"mixed\",\"thief\":\"without the PIN\",\"before\":\"180.00 EUR\","
                        + "\"after\":\"210.00 EUR\",\"change\":\"more\"}");
        assertThat(against.path("months").findValuesAsString("type")).contains("commuter", "all");
        JsonNode all = against.at("/months/15");
        assertThat(all.path("after").asDouble())
                .as("owners are asked less")
                .isLessThan(all.path("before").asDouble());
        assertThat(against.at("/differences/0/before").asString()).isEqualTo("asks for the passcode");
        assertThat(against.at("/differences/0/after").asString()).isEqualTo("pays without the issuer");
        tapbench = validated(wide, "--cards", "300", "--no-report", "--against", "approved.json");
        assertThat(status).isEqualTo(ExitStatus.GATE);
        assertThat(tapbench.err()).contains("210.00 EUR (mixed), and 180.00 EUR was approved");
        validated(strict, "--cards", "300", "--no-report", "--against", "approved.json");
        assertThat(status).isZero();
        refused(strict.replace("EUR", "USD"), "expected one currency", "--against", "approved.json");
        Files.writeString(folder.resolve("approved.json"), "{}");
        refused(strict, "expected tapbench.risk-baseline/1", "--against", "approved.json");
        refused(strict, "there is no such file", "--against", "nowhere.yaml");
    }

    private int certified(String features, String id) {
        return new Captured()
                .in(folder)
                .run("certify", "--features", features, "--only", id, "--no-report", "--hsm", "embedded:");
    }

    @Test
    void anErrorEndsOne() throws IOException {
        Captured tapbench = validated("""
                name: planted
                kind: line
                currency: EUR
                spending: {upperAmount: 0.00}
                lostOrStolen: {count: 1, amount: 30.00}
                """);
        assertThat(status).isEqualTo(ExitStatus.FAILED);
        assertThat(tapbench.out()).contains("RP-05").contains("error");
    }

    private static final String CALM = "type,share,payments,medianAmount,p95Amount,contactless,pinInSlot,online,"
            + "issuerApproves,foreign,topUpBelow,topUpAmount,mistypes\n"
            + "calm,100,30,1.00,1.00,100,0,0,0,0,20.00,50.00,0\n";

    /** Whoever pays thirty times a month is asked each fourth time. */
    @Test
    void whoIsAskedTooOftenDecidesTheExitStatus() throws IOException {
        Files.writeString(folder.resolve("calm.csv"), CALM);
        String third = phone("{count: 3}");
        Captured tapbench = validated(third, "--lives", "calm.csv", "--cards", "500");
        assertThat(status).isZero();
        assertThat(tapbench.out()).contains("calm", "500", "prompts", "first decline", "none");
        validated(third, "--lives", "calm.csv", "--cards", "500", "--max-prompts-per-month", "7.5");
        assertThat(status).isZero();
        tapbench = validated(third, "--lives", "calm.csv", "--cards", "500", "--max-prompts-per-month", "6");
        assertThat(status).isEqualTo(ExitStatus.GATE);
        assertThat(tapbench.err())
                .contains("calm")
                .contains("times in a mean month")
                .contains("at most 6");
    }

    @Test
    void anyNumberOfThreadsPrintsTheSame() throws IOException {
        String profile = phone("{count: 3}");
        String one = validated(profile, "--json", "--cards", "3000", "--threads", "1")
                .out();
        assertThat(validated(profile, "--json", "--cards", "3000", "--threads", "3")
                        .out())
                .isEqualTo(one);
        assertThat(validated(profile, "--json", "--cards", "3000", "--seed", "2")
                        .out())
                .isNotEqualTo(one);
    }

    @Test
    void wrongLivesAreWrongUsage() throws IOException {
        String profile = phone("{}");
        Files.writeString(folder.resolve("calm.csv"), CALM.replace("calm,100", "calm,1OO"));
        refused(profile, "calm.csv:2:6: key 'share' is '1OO'", "--lives", "calm.csv");
        refused(profile, "Parquet is read by Spark only", "--lives", "calm.parquet");
        refused(profile, "0 cards: expected 1", "--cards", "0");
        refused(profile, "121 months: expected 1 to 120", "--months", "121");
        refused(profile, "--threads is 0: expected 1", "--threads", "0");
        refused(profile, "'few': expected a number of prompts", "--max-prompts-per-month", "few");
        refused(profile, "'-1': expected a number of prompts", "--max-prompts-per-month", "-1");
    }

    @Test
    void wrongGridsAreWrongUsage() throws IOException {
        Files.writeString(folder.resolve("profile.yaml"), phone("{count: 3, amount: 30.00}"));
        notTuned("'lostOrStolen'", "lostOrStolen");
        notTuned("such as lostOrStolen.count=3,5,7", "lostOrStolen.count=5..3");
        notTuned("more than 400 points", "lostOrStolen.count=0..100", "lostOrStolen.amount=1..10");
        notTuned("did you mean 'count'?", "lostOrStolen.cout=3");
        notTuned("key 'lostOrStolen.count' is 'x'", "lostOrStolen.count=x");
        notTuned("at most the maximum balance", "spending.upperAmount=200.00");
    }

    private void notTuned(String reason, String... axes) {
        List<String> arguments = new ArrayList<>(List.of("tune", "profile.yaml"));
        for (String axis : axes) {
            arguments.addAll(List.of("--vary", axis));
        }
        Captured tapbench = new Captured().in(folder);
        assertThat(tapbench.run(arguments.toArray(String[]::new))).isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err()).contains(reason).hasLineCount(1);
    }

    private void refused(String profile, String reason, String... options) throws IOException {
        Captured tapbench = validated(profile, options);
        assertThat(status).isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err()).contains(reason).hasLineCount(1);
        assertThat(tapbench.out()).isEmpty();
    }

    /** Another home than this one, which may have Spark. */
    @Test
    void whereSparkIsNotBuiltItIsSaidHowToBuildIt() throws IOException {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("lib"));
        assertThat(SparkProcess.missing(home).orElseThrow())
                .contains(
                        "Spark is not built",
                        home.resolve("lib").resolve("spark").toString(),
                        "can be copied");
        Files.createFile(home.resolve("pom.xml"));
        assertThat(SparkProcess.missing(home).orElseThrow())
                .endsWith(
                        "run './mvnw -q package -Pspark,-checks -DskipTests -pl simulators/risk-spark -am' in " + home);
        Path jars = Files.createDirectories(home.resolve("lib").resolve("spark").resolve("jars"));
        Files.createFile(home.resolve("lib").resolve("spark").resolve("java-options"));
        assertThat(SparkProcess.missing(home)).isEmpty();
        Files.writeString(home.resolve("lib").resolve("tapbench-risk-1.jar"), "one kernel");
        Files.writeString(jars.resolve("tapbench-risk-1.jar"), "another one");
        assertThat(SparkProcess.missing(home).orElseThrow()).contains("of another build");
        Files.writeString(jars.resolve("tapbench-risk-1.jar"), "one kernel");
        assertThat(SparkProcess.missing(home)).isEmpty();
    }

    @Test
    void aClusterIsForSpark() throws IOException {
        refused(phone("{}"), "without --engine spark", "--spark-master", "spark://host:7077");
    }

    /** The types that come with Tapbench pay in EUR; whoever asks for a limit wants it checked. */
    @Test
    void anotherCurrencyNeedsItsOwnTypes() throws IOException {
        String yen = phone("{count: 3}")
                .replace("EUR", "JPY")
                .replace("150.00", "15000")
                .replace("100.00", "10000");
        Captured tapbench = validated(yen);
        assertThat(status).isZero();
        assertThat(tapbench.err()).contains("no honest lives").contains("JPY").contains("--lives FILE.csv");
        refused(yen, "the profile is in JPY", "--max-prompts-per-month", "4");
        Files.writeString(folder.resolve("calm.csv"), CALM.replace(".00", ""));
        assertThat(validated(yen, "--lives", "calm.csv").out()).contains("calm");
    }
}
