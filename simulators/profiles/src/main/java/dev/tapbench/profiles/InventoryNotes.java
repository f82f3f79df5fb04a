package dev.tapbench.profiles;

import dev.tapbench.ports.DeviceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Writes what was seen of a card into its inventory, and leaves all else, comments too, as people wrote it. */
public final class InventoryNotes {
    private static final int LINE = 120;

    private final Path file;

    /** @param file an inventory */
    public InventoryNotes(Path file) {
        this.file = file;
    }

    /**
     * Writes of one card. The file is read again for that: what somebody changed meanwhile stays.
     *
     * @param known what it said of itself; empty for a blank one
     * @throws DeviceException when the file cannot be read or written, or has that card no more
     */
    public synchronized void write(String card, Optional<InventoryFile.Known> known, InventoryFile.Used used) {
        try {
            Node root = new Compose(
                            LoadSettings.builder().setParseComments(true).build())
                    .composeString(Files.readString(file))
                    .orElseThrow(() -> new DeviceException(file + " is empty now: the card " + card + " was in it"));
            MappingNode entry = entry(root, card)
                    .orElseThrow(() -> new DeviceException(
                            file + " has no card " + card + " any more: what was seen of it is not written"));
            known.ifPresent(is -> put(entry, "known", knownValues(is)));
            put(entry, "used", usedValues(used));
            replace(text(root));
        } catch (IOException | YamlEngineException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new DeviceException(
                    "what was seen of the card " + card + " cannot be written to " + file + " ("
                            + e.getClass().getSimpleName() + ": " + why + "): see that the file and its folder can be"
                            + " written; " + knownValues(known) + ", " + usedValues(used) + " is not in it",
                    e);
        }
    }

    /** A cut leaves the old file or the new one. Behind a link it is the linked file, and who may read it stays. */
    private void replace(String text) throws IOException {
        Path real = file.toRealPath();
        if (!Files.isWritable(real)) {
            throw new IOException("the file is read-only");
        }
        Path next = real.resolveSibling(real.getFileName() + ".new");
        Files.writeString(next, text);
        if (Files.getFileStore(real).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(real));
        }
        Files.move(next, real, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Map<String, String> knownValues(Optional<InventoryFile.Known> known) {
        return known.map(InventoryNotes::knownValues).orElse(Map.of());
    }

    private static Map<String, String> knownValues(InventoryFile.Known known) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!known.pan().isEmpty()) {
            values.put("pan", known.pan());
        }
        values.put("funds", known.funds().toString());
        values.put("atc", Integer.toString(known.atc()));
        values.put("pinTries", Integer.toString(known.pinTries()));
        values.put("usable", Boolean.toString(known.usable()));
        if (!known.changed().isEmpty()) {
            values.put(
                    "changed",
                    known.changed().stream()
                            .sorted()
                            .map(InventoryFile.Change::name)
                            .collect(Collectors.joining(" ")));
        }
        return values;
    }

    private static Map<String, String> usedValues(InventoryFile.Used used) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("wrongPins", Integer.toString(used.wrongPins()));
        values.put("wrongKeys", Integer.toString(used.wrongKeys()));
        values.put("writes", Integer.toString(used.writes()));
        return values;
    }

    private static Optional<MappingNode> entry(Node root, String card) {
        return value(root, "cards")
                .filter(SequenceNode.class::isInstance)
                .flatMap(cards -> ((SequenceNode) cards)
                        .getValue().stream()
                                .filter(MappingNode.class::isInstance)
                                .map(MappingNode.class::cast)
                                .filter(entry -> value(entry, "card")
                                        .filter(name -> name instanceof ScalarNode scalar
                                                && scalar.getValue().equals(card))
                                        .isPresent())
                                .findFirst());
    }

    private static Optional<Node> value(Node mapping, String key) {
        if (!(mapping instanceof MappingNode node)) {
            return Optional.empty();
        }
        return node.getValue().stream()
                .filter(tuple -> isKey(tuple, key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    private static boolean isKey(NodeTuple tuple, String key) {
        return tuple.getKeyNode() instanceof ScalarNode scalar
                && scalar.getValue().equals(key);
    }

    /** In one line each, in the place that it had, or at the end. */
    private static void put(MappingNode entry, String key, Map<String, String> values) {
        List<NodeTuple> inner = values.entrySet().stream()
                .map(value -> new NodeTuple(plain(value.getKey()), scalar(value.getValue())))
                .toList();
        MappingNode notes = new MappingNode(Tag.MAP, inner, FlowStyle.FLOW);
        List<NodeTuple> tuples = entry.getValue();
        for (int i = 0; i < tuples.size(); i++) {
            if (isKey(tuples.get(i), key)) {
                tuples.set(i, new NodeTuple(tuples.get(i).getKeyNode(), notes));
                return;
            }
        }
        tuples.add(new NodeTuple(plain(key), notes));
    }

    private static ScalarNode plain(String text) {
        return new ScalarNode(Tag.STR, text, ScalarStyle.PLAIN);
    }

    private static ScalarNode scalar(String text) {
        if (text.contains("*")) {
            // An asterisk means something to YAML.
            return new ScalarNode(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED);
        }
        return new ScalarNode(tag(text), text, ScalarStyle.PLAIN);
    }

    private static Tag tag(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Tag.BOOL;
        }
        return text.chars().allMatch(Character::isDigit) ? Tag.INT : Tag.STR;
    }

    private static String text(Node root) {
        DumpSettings settings = DumpSettings.builder()
                .setDumpComments(true)
                .setWidth(LINE)
                .setIndicatorIndent(2)
                .setIndentWithIndicator(true)
                .build();
        return new Present(settings)
                .emitToString(new Serialize(settings).serializeOne(root).iterator());
    }
}
