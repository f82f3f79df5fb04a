package dev.tapbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tapbench.bench.Drivers;
import dev.tapbench.ports.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The known answers through the command line, on both security modules; and files that are wrong. */
class VectorsTest {
    private static final String KNOWN = "simulators/emv/src/test/resources/vectors/";
    private static final String RIGHT =
            "{\"id\": \"a\", \"op\": \"afl.decode\", \"scope\": \"core\", \"inputs\": {\"afl\": \"08010100\"},"
                    + " \"expected\": {\"entries\": [[1, 1, 1, 0]]}}";

    @TempDir
    private Path folder;

    private final Captured tapbench = new Captured();

    private static boolean there(String target) {
        Target hsm = Target.parse(target);
        return Drivers.find().hsm(hsm).probe().available();
    }

    private JsonNode run(String file, String hsm) {
        int status = tapbench.run(
                "vectors", tapbench.environment().home().resolve(KNOWN + file).toString(), "--hsm", hsm, "--json");
        JsonNode results = JsonMapper.shared().readTree(tapbench.out());
        assertThat(results.path("results")
                        .valueStream()
                        .filter(r -> r.path("status").asString().equals("failed")))
                .isEmpty();
        assertThat(status).isZero();
        assertThat(results.path("hsm").asString()).isEqualTo(hsm);
        return results;
    }

    private static long passed(JsonNode results, String scope) {
        return results.path("results")
                .valueStream()
                .filter(r -> r.path("scope").asString().equals(scope)
                        && r.path("status").asString().equals("passed"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded:", "pkcs11:softhsm"})
    void allThatMustBeComputedIsRight(String hsm) {
        assumeTrue(there(hsm), hsm + " is not there");
        JsonNode results = run("vectors.json", hsm);
        assertThat(passed(results, "core")).isEqualTo(186);
        assertThat(results.path("run").asInt() + results.path("unsupported").asInt())
                .isEqualTo(results.path("results").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded:", "pkcs11:softhsm"})
    void soAreOurOwn(String hsm) {
        assumeTrue(there(hsm), hsm + " is not there");
        JsonNode results = run("tapbench.json", hsm);
        assertThat(passed(results, "core"))
                .isEqualTo(results.path("results").size())
                .isPositive();
    }

    private int vectors(String content, String... more) throws IOException {
        Files.writeString(folder.resolve("v.json"), content);
        String[] arguments = new String[2 + more.length];
        arguments[0] = "vectors";
        arguments[1] = "v.json";
        System.arraycopy(more, 0, arguments, 2, more.length);
        return tapbench.in(folder).run(arguments);
    }

    @Test
    void aFailedOneSaysExpectedAndActual() throws IOException {
        assertThat(vectors("{\"vectors\": [" + RIGHT.replace("[[1, 1, 1, 0]]", "[[1, 1, 2, 0]]") + "]}"))
                .isEqualTo(ExitStatus.FAILED);
        assertThat(tapbench.out())
                .contains("failed  a  afl.decode  core")
                .contains("entries: expected [[1, 1, 2, 0]], got [[1, 1, 1, 0]]")
                .contains("core: 0 passed, 1 failed, 0 unsupported");
    }

    @Test
    void aResultThatIsNotGivenFails() throws IOException {
        assertThat(vectors("{\"vectors\": [" + RIGHT.replace("\"entries\"", "\"entry\"") + "]}"))
                .isEqualTo(ExitStatus.FAILED);
        assertThat(tapbench.out()).contains("entry: expected").contains("not among [entries]");
    }

    @Test
    void unsupportedAloneIsNoFailure() throws IOException {
        assertThat(vectors("""
                {"vectors": [{"id": "c", "op": "ac.input", "scope": "beyond",
                  "inputs": {"iad": "06010B03000000", "cdol_part": ""}, "expected": {"x": 1}}]}
                """)).isZero();
        assertThat(tapbench.out())
                .contains("unsupported  c  ac.input  beyond")
                .contains("cryptogram version 0B is not published")
                .contains("beyond: 0 passed, 0 failed, 1 unsupported");
    }

    @Test
    void onlySomeAreRunOnRequest() throws IOException {
        String two = "{\"vectors\": [" + RIGHT + ",\n"
                + RIGHT.replace("\"a\"", "\"b\"").replace("1, 1, 1", "2, 1, 1") + "]}";
        assertThat(vectors(two)).isEqualTo(ExitStatus.FAILED);
        assertThat(vectors(two, "--only", "a")).isZero();
        assertThat(vectors(two, "--only", "aa")).isEqualTo(ExitStatus.USAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"afl.decode\"' | '\"afl.dekode\"'  | 'v.json:2:13: key ''vectors.0.op'' is ''afl.dekode''' | 'did you mean ''afl.decode''?'",
                "'\"afl\"'        | '\"alf\"'         | 'v.json:2:61: key ''vectors.0.inputs.alf'' is unknown to afl.decode' | 'did you mean ''afl''?'",
                "'\"08010100\"'   | '\"0801010\"'     | 'key ''vectors.0.inputs.afl'' is ''0801010''' | 'expected bytes in hexadecimal'",
                "'\"core\"'       | '\"cor\"'         | 'key ''vectors.0.scope'' is ''cor''' | 'did you mean ''core''?'",
                "'\"expected\"'   | '\"expectd\"'     | 'key ''vectors.0.expectd'' is unknown' | 'did you mean ''expected''?'",
                "'\"id\": \"a\", ' | ''               | 'key ''vectors.0.id'' is missing' | 'expected a name that is used once'",
                "'[[1, 1, 1, 0]]}' | '[[1, 1, 1, 0]]' | 'v.json:' | 'JSON with each key once'",
            })
    void aWrongFileNamesThePlaceAndTheNearestName(String right, String wrong, String place, String hint)
            throws IOException {
        assertThat(RIGHT).contains(right);
        assertThat(vectors("{\"vectors\": [\n" + RIGHT.replace(right, wrong) + "]}"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.out()).isEmpty();
        assertThat(tapbench.err().lines()).singleElement().asString().contains(place, hint);
    }

    @Test
    void anInputThatIsWrongDeepInsideHasItsPlaceToo() throws IOException {
        assertThat(vectors("""
                {"vectors": [{"id": "r", "op": "terminal.behaviour", "scope": "core",
                  "inputs": {"records": ["7000",
                    "70x0"]}, "expected": {"tags": []}}]}
                """)).isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err()).contains("v.json:3:5: key 'vectors.0.inputs.records.1' is '70x0'");
    }

    @Test
    void aNameThatStandsTwiceIsRefused() throws IOException {
        assertThat(vectors("{\"vectors\": [" + RIGHT + "," + RIGHT + "]}")).isEqualTo(ExitStatus.USAGE);
        assertThat(tapbench.err()).contains("'a', which stands twice");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        for (String content : new String[] {"", "{}", "{\"vectors\": []}", "[]"}) {
            Captured each = new Captured().in(folder);
            Files.writeString(folder.resolve("v.json"), content);
            assertThat(each.run("vectors", "v.json")).as(content).isEqualTo(ExitStatus.USAGE);
            assertThat(each.err().lines()).hasSize(1);
        }
    }
}
