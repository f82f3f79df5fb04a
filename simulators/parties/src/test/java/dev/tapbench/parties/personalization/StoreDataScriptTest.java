package dev.tapbench.parties.personalization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapbench.emv.CommandApdu;
import dev.tapbench.parties.messages.DataGroup;
import dev.tapbench.ports.Bytes;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class StoreDataScriptTest {
    private static List<CommandApdu> script(int longest, DataGroup... groups) {
        return StoreDataScript.commands(List.of(groups), longest, UnaryOperator.identity());
    }

    private static DataGroup clear(int dgi, int length) {
        return new DataGroup(dgi, Bytes.zeros(length), false);
    }

    @Test
    void groupsShareACommandAndOnlyTheLastIsMarked() {
        List<CommandApdu> commands = script(20, clear(0x0101, 5), clear(0x0102, 5), clear(0x0103, 5));

        assertThat(commands).hasSize(2);
        assertThat(commands.get(0).p1()).isZero();
        assertThat(commands.get(0).data()).isEqualTo(Bytes.hex("010105 0000000000 010205 0000000000"));
        assertThat(commands.get(1).p1()).isEqualTo(0x80);
        assertThat(commands.get(1).p2()).isEqualTo(1);
    }

    @Test
    void secretAndOpenGroupsNeverShareACommand() {
        List<CommandApdu> commands =
                script(100, clear(0x9010, 2), new DataGroup(0x8010, Bytes.zeros(8), true), clear(0x0101, 1));

        assertThat(commands).extracting(CommandApdu::p1).containsExactly(0x00, 0x60, 0x80);
    }

    @Test
    void aLongGroupContinuesWithoutANewHeader() {
        List<CommandApdu> commands = script(239, clear(0x9102, 4), clear(0x0201, 300));

        assertThat(commands).hasSize(3);
        assertThat(commands.get(1).data().slice(0, 5)).isEqualTo(Bytes.hex("0201FF012C"));
        assertThat(commands.get(1).data().length()).isEqualTo(239);
        assertThat(commands.get(2).data()).isEqualTo(Bytes.zeros(300 + 5 - 239));
    }

    @Test
    void from255BytesOnTheLengthIsLong() {
        assertThat(script(239, clear(0x0101, 254)).get(0).data().slice(2, 3)).isEqualTo(Bytes.of(0xFE));
        assertThat(script(239, clear(0x0101, 255)).get(0).data().slice(2, 5)).isEqualTo(Bytes.hex("FF00FF"));
    }
}
